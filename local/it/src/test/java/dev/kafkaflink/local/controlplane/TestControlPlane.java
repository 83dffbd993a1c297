package dev.kafkaflink.local.controlplane;

import java.nio.file.Path;
import java.util.List;

/** A control plane for one test class, built first where it was never built before. */
public final class TestControlPlane {
    private static final Path SOURCES = Path.of("../control-plane");

    private TestControlPlane() {}

    /**
     * Starts one; whoever asks closes it.
     *
     * @param folder for its data and logs
     * @param definitions files with the custom resource definitions that it serves
     */
    public static ControlPlane start(Path folder, Path... definitions) throws InterruptedException {
        ControlPlaneBinaries binaries = ControlPlaneLookup.of(SOURCES)
                .find((message, elapsed) -> System.out.println(elapsed.toSeconds() + " s: " + message));
        return ControlPlane.start(binaries, folder, List.of(definitions));
    }
}
