package dev.kafkaflink.local.standin.strimzi;

import java.util.LinkedHashMap;
import java.util.Map;

/** A condition without its time. Reason and message are null where the real operators write none. */
record Condition(String type, String status, String reason, String message) {
    static final Condition READY = new Condition("Ready", "True", null, null);
    static final Condition UNMANAGED = new Condition("Unmanaged", "True", null, null);
    static final Condition PAUSED = new Condition("ReconciliationPaused", "True", null, null);

    static Condition notReady(String reason, String message) {
        return new Condition("Ready", "False", reason, message);
    }

    static Condition of(Map<String, Object> written) {
        return new Condition(
                (String) written.get("type"), (String) written.get("status"), (String) written.get("reason"), (String)
                        written.get("message"));
    }

    Map<String, Object> asMap(String lastTransitionTime) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("lastTransitionTime", lastTransitionTime);
        map.put("type", type);
        map.put("status", status);
        if (reason != null) {
            map.put("reason", reason);
        }
        if (message != null) {
            map.put("message", message);
        }
        return map;
    }
}
