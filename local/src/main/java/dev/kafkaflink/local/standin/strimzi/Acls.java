package dev.kafkaflink.local.standin.strimzi;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/** A KafkaUser's ACL rules as Kafka's own. Pure. */
final class Acls {
    private static final String CLUSTER = "kafka-cluster";
    private static final Map<String, ResourceType> TYPES = Map.of(
            "topic", ResourceType.TOPIC,
            "group", ResourceType.GROUP,
            "cluster", ResourceType.CLUSTER,
            "transactionalId", ResourceType.TRANSACTIONAL_ID);
    private static final Map<String, AclOperation> OPERATIONS = Map.ofEntries(
            Map.entry("Read", AclOperation.READ),
            Map.entry("Write", AclOperation.WRITE),
            Map.entry("Create", AclOperation.CREATE),
            Map.entry("Delete", AclOperation.DELETE),
            Map.entry("Alter", AclOperation.ALTER),
            Map.entry("Describe", AclOperation.DESCRIBE),
            Map.entry("ClusterAction", AclOperation.CLUSTER_ACTION),
            Map.entry("AlterConfigs", AclOperation.ALTER_CONFIGS),
            Map.entry("DescribeConfigs", AclOperation.DESCRIBE_CONFIGS),
            Map.entry("IdempotentWrite", AclOperation.IDEMPOTENT_WRITE),
            Map.entry("All", AclOperation.ALL));

    private Acls() {}

    /** The bindings of {@code principal}, such as {@code User:my-user}. The CRD has checked the rules' form. */
    static Set<AclBinding> of(String principal, List<Map<String, Object>> rules) {
        Set<AclBinding> bindings = new HashSet<>();
        for (Map<String, Object> rule : rules) {
            ResourcePattern pattern = pattern(rule);
            String host = (String) rule.getOrDefault("host", "*");
            AclPermissionType permission =
                    "deny".equals(rule.get("type")) ? AclPermissionType.DENY : AclPermissionType.ALLOW;
            for (Object operation : (List<?>) rule.get("operations")) {
                bindings.add(new AclBinding(
                        pattern,
                        new AccessControlEntry(principal, host, OPERATIONS.get((String) operation), permission)));
            }
        }
        return bindings;
    }

    private static ResourcePattern pattern(Map<String, Object> rule) {
        Map<?, ?> resource = (Map<?, ?>) rule.get("resource");
        ResourceType type = TYPES.get((String) resource.get("type"));
        if (type == ResourceType.CLUSTER) {
            return new ResourcePattern(type, CLUSTER, PatternType.LITERAL);
        }
        PatternType match = "prefix".equals(resource.get("patternType")) ? PatternType.PREFIXED : PatternType.LITERAL;
        return new ResourcePattern(type, (String) resource.get("name"), match);
    }
}
