package dev.kafkaflink.local.standin.flink.lifecycle;

import java.util.Locale;

/** What a changed job starts from, as {@code spec.job.upgradeMode} names it. */
public enum UpgradeMode {
    STATELESS,
    LAST_STATE,
    SAVEPOINT;

    static UpgradeMode of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
