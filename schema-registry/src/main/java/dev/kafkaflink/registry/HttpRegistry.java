package dev.kafkaflink.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A registry over HTTP. Each request is made once, and its credentials go to the host of the registry's address and to no
 * other: redirects are not followed.
 */
public final class HttpRegistry implements SchemaRegistry {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String MEDIA_TYPE = "application/vnd.schemaregistry.v1+json";
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(5);
    private static final int LARGEST_ANSWER = 16 << 20;
    private static final int SHOWN = 500;
    private static final int UNAUTHORIZED = 401;
    private static final int NOT_FOUND = 404;
    private static final int TOO_MANY_REQUESTS = 429;
    /** By which the API tells a missing schema, version or subject from an address that is wrong. */
    private static final int FIRST_CODE_OF_MISSING = 40400;

    private static final int LAST_CODE_OF_MISSING = 40499;

    private final String url;
    private final Credentials credentials;
    private final Duration limit;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(CONNECT_LIMIT)
            .build();
    private String authorization;

    /**
     * A client.
     *
     * @param url the API's address, without a user
     * @param credentials null: requests carry none
     * @param limit for the whole of a request
     */
    public HttpRegistry(String url, Credentials credentials, Duration limit) {
        this.url = url.replaceAll("/+$", "");
        this.credentials = credentials;
        this.limit = limit;
    }

    @Override
    public Optional<RegisteredSchema> byId(int id) throws RegistryException {
        return find("/schemas/ids/" + id).map(found -> schema(id, found));
    }

    @Override
    public Optional<SubjectVersion> version(String subject, Integer number) throws RegistryException {
        return find("/subjects/" + encoded(subject) + "/versions/" + (number == null ? "latest" : number))
                .map(found -> new SubjectVersion(
                        found.path("version").asInt(), schema(found.path("id").asInt(), found)));
    }

    @Override
    public int register(String subject, String type, String schema) throws RegistryException {
        ObjectNode body = JSON.createObjectNode().put("schema", schema);
        // Registries from before there were types know only this one.
        if (!type.equals(RegisteredSchema.AVRO)) {
            body.put("schemaType", type);
        }
        String path = "/subjects/" + encoded(subject) + "/versions";
        Answer answer = ask(
                path, request(path).header("Content-Type", MEDIA_TYPE).POST(BodyPublishers.ofString(body.toString())));
        JsonNode id = require(path, answer).path("id");
        if (!id.isInt()) {
            throw notOfRegistry(path, answer);
        }
        return id.intValue();
    }

    private static RegisteredSchema schema(int id, JsonNode found) {
        return new RegisteredSchema(
                id,
                found.path("schemaType").asText(RegisteredSchema.AVRO),
                found.path("schema").asText(),
                references(found.path("references")));
    }

    private static List<RegisteredSchema.Reference> references(JsonNode found) {
        List<RegisteredSchema.Reference> references = new ArrayList<>();
        found.forEach(reference -> references.add(new RegisteredSchema.Reference(
                reference.path("name").asText(),
                reference.path("subject").asText(),
                reference.path("version").asInt())));
        return references;
    }

    private Optional<JsonNode> find(String path) throws RegistryException {
        Answer answer = ask(path, request(path).GET());
        if (answer.status() == NOT_FOUND && saysThatItIsMissing(answer)) {
            return Optional.empty();
        }
        JsonNode found = require(path, answer);
        if (!found.path("schema").isTextual()) {
            throw notOfRegistry(path, answer);
        }
        return Optional.of(found);
    }

    private static boolean saysThatItIsMissing(Answer answer) {
        int code = answer.json().path("error_code").asInt();
        return code >= FIRST_CODE_OF_MISSING && code <= LAST_CODE_OF_MISSING;
    }

    /** What is answered, if it is what was asked for. */
    private JsonNode require(String path, Answer answer) throws RegistryException {
        int status = answer.status();
        if (status >= 200 && status < 300) {
            return answer.json();
        }
        String said = "the schema registry at " + url + " answers " + path + " with " + status + answer.words();
        if (status >= 500 || status == TOO_MANY_REQUESTS) {
            throw new RegistryUnavailableException(said, null);
        }
        throw new RegistryRefusalException(status, said + remedy(status, answer));
    }

    private String remedy(int status, Answer answer) {
        if (status == UNAUTHORIZED || status == 403) {
            return credentials == null
                    ? "; name a Secret with credentials: registry.secret"
                    : "; look at the credentials in the Secret that registry.secret names";
        }
        if (status >= 300 && status < 400) {
            return "; redirects are not followed: set registry.url to where it sends to"
                    + (answer.location() == null ? "" : ", " + answer.location());
        }
        return status == NOT_FOUND
                ? "; is registry.url the address of the API? Apicurio has it under /apis/ccompat/v7"
                : "";
    }

    private RegistryUnavailableException notOfRegistry(String path, Answer answer) {
        return new RegistryUnavailableException(
                "the schema registry at " + url + " answers " + path + " with " + answer.status()
                        + " and what is no answer of a schema registry; is registry.url the address of its API?",
                null);
    }

    /** Asks once more if the credentials are refused: the Secret may have new ones. */
    private Answer ask(String path, HttpRequest.Builder request) throws RegistryException {
        Answer answer = send(path, request, false);
        return answer.status() == UNAUTHORIZED && credentials != null ? send(path, request, true) : answer;
    }

    private Answer send(String path, HttpRequest.Builder request, boolean readAgain) throws RegistryException {
        if (credentials != null) {
            request.setHeader("Authorization", authorization(readAgain));
        }
        CompletableFuture<HttpResponse<byte[]>> response =
                client.sendAsync(request.build(), head -> new LimitedBody(LARGEST_ANSWER));
        try {
            return Answer.of(response.get(limit.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            response.cancel(true);
            throw unavailable(path, "does not answer within " + limit.toSeconds() + " s", e);
        } catch (ExecutionException e) {
            throw unavailable(path, "does not answer: " + words(e.getCause()), e.getCause());
        } catch (InterruptedException e) {
            response.cancel(true);
            Thread.currentThread().interrupt();
            throw unavailable(path, "was not waited for: the task is being ended", e);
        }
    }

    private String authorization(boolean readAgain) throws RegistryException {
        if (authorization == null || readAgain) {
            try {
                authorization = credentials.authorization();
            } catch (IOException e) {
                throw new RegistryUnavailableException(
                        "no credentials for the schema registry at " + url + ": " + words(e), e);
            }
        }
        return authorization;
    }

    private RegistryUnavailableException unavailable(String path, String what, Throwable cause) {
        return new RegistryUnavailableException(
                "the schema registry at " + url + " " + what + " (" + path + ")", cause);
    }

    // A refused connection has no message.
    private static String words(Throwable failure) {
        return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(url + path))
                .timeout(limit)
                .header("Accept", MEDIA_TYPE + ", application/json");
    }

    private static String encoded(String subject) {
        return URLEncoder.encode(subject, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /**
     * What came back.
     *
     * @param location where it sends to, without a user; null: nowhere
     * @param json the body; missing if it is no JSON
     */
    private record Answer(int status, String location, JsonNode json) {
        static Answer of(HttpResponse<byte[]> response) {
            return new Answer(
                    response.statusCode(),
                    response.headers()
                            .firstValue("Location")
                            .map(Answer::withoutUser)
                            .orElse(null),
                    json(response.body()));
        }

        private static JsonNode json(byte[] body) {
            try {
                return JSON.readTree(new String(body, StandardCharsets.UTF_8));
            } catch (JsonProcessingException e) {
                return JSON.missingNode();
            }
        }

        /** What the registry says is wrong. */
        String words() {
            String message = json.path("message").asText();
            return message.isEmpty() ? "" : ": " + message.substring(0, Math.min(SHOWN, message.length()));
        }

        private static String withoutUser(String location) {
            return location.replaceFirst("//[^/?#]*@", "//");
        }
    }
}
