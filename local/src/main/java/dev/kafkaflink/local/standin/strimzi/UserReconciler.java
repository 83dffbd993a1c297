package dev.kafkaflink.local.standin.strimzi;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.SecurityDisabledException;

/** One pass over one KafkaUser: credentials in Kafka and in a Secret, rights, status. */
final class UserReconciler {
    private final Users kafka;
    private final UserResources resources;
    private final Clock clock;

    UserReconciler(Users kafka, UserResources resources, Clock clock) {
        this.kafka = kafka;
        this.resources = resources;
        this.clock = clock;
    }

    /** The users of a Kafka cluster. All methods throw {@link ApiException} as Kafka's clients do. */
    interface Users {
        void setPassword(String user, String password);

        /** Makes {@code bindings} all that the user has. */
        void setAcls(String user, Set<AclBinding> bindings);

        /** Takes credentials and rights away; one that has none is no error. */
        void remove(String user);
    }

    /** What the stand-in writes to Kubernetes. */
    interface UserResources {
        /** The password in the user's Secret; the Secret is made, with a new password, where there is none. */
        String password(UserResource user);

        void writeStatus(String name, Map<String, Object> status);
    }

    /** Brings about what {@code user} asks for. Answers whether it failed in a way that another try may mend. */
    boolean reconcile(UserResource user) {
        if (user.deleting()) {
            return false;
        }
        if (user.authentication() != null && !user.authentication().equals(UserResource.SCRAM)) {
            Condition refused = Condition.notReady(
                    "InvalidResourceException",
                    "The broker of this platform authenticates users by scram-sha-512 alone, not by "
                            + user.authentication());
            report(user, refused);
            return false;
        }
        try {
            if (user.authentication() != null) {
                kafka.setPassword(user.name(), resources.password(user));
            }
            List<Map<String, Object>> rules = user.acls() == null ? List.of() : user.acls();
            kafka.setAcls(user.name(), Acls.of("User:" + user.name(), rules));
        } catch (SecurityDisabledException e) {
            String message = "Simple authorization ACL rules are configured but not supported in the Kafka cluster";
            report(user, Condition.notReady("InvalidResourceException", message));
            return false;
        } catch (ApiException e) {
            report(user, Condition.notReady(e.getClass().getSimpleName(), e.getMessage()));
            return true;
        }
        report(user, Condition.READY);
        return false;
    }

    /** After the resource is gone; its Secret goes with it by its owner reference. */
    void removed(String name) {
        kafka.remove(name);
    }

    private void report(UserResource user, Condition condition) {
        String now = clock.instant().toString();
        Map<String, Object> status = new LinkedHashMap<>();
        status.put("conditions", List.of(condition.asMap(now)));
        status.put("observedGeneration", user.generation());
        status.put("username", user.name());
        if (UserResource.SCRAM.equals(user.authentication())) {
            status.put("secret", user.secretName());
        }
        if (!sameButForTime(status, user.status())) {
            resources.writeStatus(user.name(), status);
        }
    }

    private static boolean sameButForTime(Map<String, Object> status, Map<String, Object> written) {
        return written != null && timeless(status).equals(timeless(written));
    }

    /** Numbers as text: an int and a long of one value are not equal, and the API server's answer decides which it is. */
    @SuppressWarnings("unchecked") // JSON as a tree of maps and lists
    private static Map<String, Object> timeless(Map<String, Object> status) {
        Map<String, Object> copy = new LinkedHashMap<>();
        status.forEach((key, value) -> copy.put(key, String.valueOf(value)));
        List<Map<String, Object>> conditions = (List<Map<String, Object>>) status.getOrDefault("conditions", List.of());
        copy.put("conditions", conditions.stream().map(Condition::of).toList());
        return copy;
    }
}
