package dev.kafkaflink.local.standin.strimzi;

import static dev.kafkaflink.local.standin.strimzi.KafkaCalls.answer;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialDeletion;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.acl.AccessControlEntryFilter;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.errors.ResourceNotFoundException;
import org.apache.kafka.common.resource.ResourcePatternFilter;

/** The users of a running Kafka. */
final class KafkaUsers implements UserReconciler.Users {
    private static final int ITERATIONS = 4096;

    private final Admin admin;

    KafkaUsers(Admin admin) {
        this.admin = admin;
    }

    @Override
    public void setPassword(String user, String password) {
        ScramCredentialInfo scram = new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, ITERATIONS);
        answer(admin.alterUserScramCredentials(List.of(new UserScramCredentialUpsertion(user, scram, password)))
                .all());
    }

    @Override
    public void setAcls(String user, Set<AclBinding> bindings) {
        Collection<AclBinding> has = answer(admin.describeAcls(all(user)).values());
        Set<AclBinding> missing = new HashSet<>(bindings);
        missing.removeAll(has);
        Set<AclBinding> surplus = new HashSet<>(has);
        surplus.removeAll(bindings);
        if (!missing.isEmpty()) {
            answer(admin.createAcls(missing).all());
        }
        if (!surplus.isEmpty()) {
            answer(admin.deleteAcls(surplus.stream().map(AclBinding::toFilter).toList())
                    .all());
        }
    }

    @Override
    public void remove(String user) {
        answer(admin.deleteAcls(List.of(all(user))).all());
        try {
            answer(admin.alterUserScramCredentials(
                            List.of(new UserScramCredentialDeletion(user, ScramMechanism.SCRAM_SHA_512)))
                    .all());
        } catch (ResourceNotFoundException e) {
            // A user without authentication has no credentials.
            return;
        }
    }

    private static AclBindingFilter all(String user) {
        return new AclBindingFilter(
                ResourcePatternFilter.ANY,
                new AccessControlEntryFilter("User:" + user, null, AclOperation.ANY, AclPermissionType.ANY));
    }
}
