package dev.kafkaflink.local.controlplane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With sources that build in a moment. */
class ControlPlaneBuildIT {
    private static final BuildProgress SILENT = (message, elapsed) -> {};

    @TempDir
    private Path folder;

    @Test
    void twoBuildersAtOnceBuildOnce() throws Exception {
        Path sources = sources("package main\n\nfunc main() {}\n");
        Path cache = folder.resolve("cache");
        List<String> messages = new CopyOnWriteArrayList<>();
        Callable<ControlPlaneBinaries> build =
                () -> new ControlPlaneBuild(sources, "go").into(cache, (message, elapsed) -> messages.add(message));

        ExecutorService executor = Executors.newFixedThreadPool(2);
        try {
            for (Future<ControlPlaneBinaries> built : executor.invokeAll(List.of(build, build))) {
                assertThat(built.get().missing()).isEmpty();
                assertThat(built.get().kubectl()).isPresent();
            }
        } finally {
            executor.shutdown();
        }

        assertThat(messages)
                .filteredOn(message -> message.equals("Built the control plane."))
                .hasSize(1);
        assertThat(names(cache)).containsExactlyInAnyOrder("lock", new ControlPlaneBuild(sources, "go").hash());
    }

    @Test
    void whatTheCompilerSaysIsPassedOn() throws IOException {
        Path sources = sources("package main\n\nfunc main() { undefined() }\n");
        Path cache = folder.resolve("cache");

        assertThatThrownBy(() -> new ControlPlaneBuild(sources, "go").into(cache, SILENT))
                .isInstanceOf(ControlPlaneUnavailableException.class)
                .hasMessageContaining("undefined: undefined");
        assertThat(names(cache)).containsExactly("lock");
    }

    private Path sources(String main) throws IOException {
        Path sources = Files.createDirectory(folder.resolve("sources"));
        Files.writeString(sources.resolve("go.mod"), "module test\n\ngo 1.25\n");
        Files.writeString(sources.resolve("main.go"), main);
        return sources;
    }

    private static List<String> names(Path cache) throws IOException {
        try (Stream<Path> files = Files.list(cache)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
