package dev.kafkaflink.crds.table;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.Objects;

/** A schema registry that speaks the REST API of Confluent's. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value = "self.url.matches('" + Registry.URL + "')",
        message =
                "registry.url is http:// or https://, a host, and perhaps a port and a path; a user and a password belong"
                        + " into a Secret, which registry.secret names")
@ValidationRule(
        value = "!has(self.subject) || !has(self.subjectStrategy)",
        message = "registry has subject or subjectStrategy, not both")
public record Registry(
        @Required
                @Size(min = 8, max = 1024) @JsonPropertyDescription(
                        "Its address, http or https, such as https://registry.example.com:8081 or, for Apicurio,"
                                + " http://apicurio:8080/apis/ccompat/v7. Redirects are not followed.")
                String url,
        @Size(min = 1, max = 512) @JsonPropertyDescription(
                        "The subject of the schema that a sink writes, or whose fields are a source's columns. Default: by"
                                + " subjectStrategy. A source whose columns are listed needs none, since a record names its"
                                + " schema.")
                String subject,
        @JsonPropertyDescription("How the subject is named. TopicName (default): TOPIC-value, or TOPIC-key for a key."
                        + " RecordName: the full name of the schema's record or message. TopicRecordName: TOPIC-NAME of that record. The"
                        + " record of a schema that is made from the query's columns has the name of the topic, with _ for"
                        + " what no name may have, and with _key behind it for a key.")
                SubjectStrategy subjectStrategy,
        @JsonPropertyDescription(
                        "Sinks: true (default): the schema is made from the query's columns, and registered when"
                                + " the job starts. False: the latest schema of the subject is used, and the job fails if the columns"
                                + " do not fit it.")
                Boolean register,
        @Size(min = 1, max = 253) @Pattern("^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$") @JsonPropertyDescription(
                        "The name of a Secret in the pipeline's namespace with username and password (HTTP Basic), or with"
                                + " token (Bearer). The job's pods mount it. Without it requests carry no credentials.")
                String secret) {
    /** What an address is like: nothing of a user, a query or a fragment. */
    public static final String URL = "^https?://[^/?#@\\\\s]+(/[^?#@\\\\s]*)?$";

    /** One that needs no credentials, by the defaults. */
    public Registry(String url) {
        this(url, null, null, null, null);
    }

    /** The same at another address, which asks for no credentials. */
    public Registry at(String otherUrl) {
        return new Registry(otherUrl, subject, subjectStrategy, register, null);
    }

    /**
     * The subject of what a sink writes.
     *
     * @param key whether it is keys, not values
     * @param record the full name of the schema's record
     */
    public String subjectOf(String topic, boolean key, String record) {
        if (subject != null) {
            return subject;
        }
        return switch (Objects.requireNonNullElse(subjectStrategy, SubjectStrategy.TopicName)) {
            case TopicName -> topic + (key ? "-key" : "-value");
            case RecordName -> record;
            case TopicRecordName -> topic + "-" + record;
        };
    }

    /** The name of the record of a schema that is made from a sink's columns. */
    public static String recordOf(String topic, boolean key) {
        String name = topic.replaceAll("[^A-Za-z0-9_]", "_") + (key ? "_key" : "");
        return name.matches("[A-Za-z_].*") ? name : "_" + name;
    }

    /** Whether a sink registers its schema. */
    public boolean registers() {
        return !Boolean.FALSE.equals(register);
    }

    /** The ways to name a subject. */
    public enum SubjectStrategy {
        /** {@code TOPIC-value} or {@code TOPIC-key}. */
        TopicName,
        /** The record's full name. */
        RecordName,
        /** {@code TOPIC-NAME} of the record. */
        TopicRecordName
    }
}
