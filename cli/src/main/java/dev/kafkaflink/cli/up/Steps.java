package dev.kafkaflink.cli.up;

import dev.kafkaflink.cli.folder.Comparison;

/** What the run says as it goes. Thread-safe. */
interface Steps {
    /** A step that is done, or begins. */
    void say(String step);

    /** Where to look while the pipelines run. */
    void direct(Directions directions);

    /** What the pipelines measure now. */
    void show(StatusTable.Layout table);

    /** How a topic compares with what is expected of it. */
    void compare(Comparison comparison);

    /** Says nothing any more: what still runs notices that the rest has been ended. */
    void silence();
}
