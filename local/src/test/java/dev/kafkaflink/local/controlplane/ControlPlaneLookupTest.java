package dev.kafkaflink.local.controlplane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ControlPlaneLookupTest {
    private static final BuildProgress NOTHING_IS_BUILT = (message, elapsed) -> {
        throw new AssertionError(message);
    };

    @TempDir
    private Path folder;

    private Path sources;
    private Path home;

    @BeforeEach
    void makeSources() throws IOException {
        sources = Files.createDirectory(folder.resolve("sources"));
        home = Files.createDirectory(folder.resolve("home"));
        Files.writeString(sources.resolve("go.mod"), "module test\n");
        Files.writeString(sources.resolve("main.go"), "package main\n");
    }

    @Test
    void theNamedFolderComesFirst() throws Exception {
        Path assets = programs(folder.resolve("assets"), ControlPlaneBinaries.REQUIRED);
        programs(cached(home.resolve(".cache")), ControlPlaneBinaries.REQUIRED);

        ControlPlaneBinaries found =
                lookup(Map.of("KUBEBUILDER_ASSETS", assets.toString())).find(NOTHING_IS_BUILT);

        assertThat(found.folder()).isEqualTo(assets);
        assertThat(found.kubectl()).isEmpty();
    }

    @Test
    void aNamedFolderThatLacksAProgramIsRefused() throws IOException {
        Path assets = programs(folder.resolve("assets"), List.of("etcd", "kube-apiserver"));

        assertThatThrownBy(() ->
                        lookup(Map.of("KUBEBUILDER_ASSETS", assets.toString())).find(NOTHING_IS_BUILT))
                .isInstanceOf(ControlPlaneUnavailableException.class)
                .hasMessageContaining("KUBEBUILDER_ASSETS is " + assets + ", which lacks kube-controller-manager");
    }

    @Test
    void theCacheIsBelowTheHomeFolder() throws Exception {
        Path expected = programs(cached(home.resolve(".cache")), ControlPlaneBinaries.REQUIRED);

        assertThat(lookup(Map.of()).find(NOTHING_IS_BUILT).folder()).isEqualTo(expected);
    }

    @Test
    void theCacheMovesWithXdgCacheHome() throws Exception {
        Path cacheHome = folder.resolve("elsewhere");
        Path expected = programs(cached(cacheHome), ControlPlaneBinaries.REQUIRED);

        ControlPlaneBinaries found =
                lookup(Map.of("XDG_CACHE_HOME", cacheHome.toString())).find(NOTHING_IS_BUILT);

        assertThat(found.folder()).isEqualTo(expected);
    }

    @Test
    void aChangeOfTheSourcesIsAnotherBuild() throws IOException {
        String before = new ControlPlaneBuild(sources, "go").hash();
        Files.writeString(sources.resolve("README.md"), "said differently");
        assertThat(new ControlPlaneBuild(sources, "go").hash()).isEqualTo(before);

        Files.writeString(sources.resolve("main.go"), "package main // changed\n");

        assertThat(new ControlPlaneBuild(sources, "go").hash()).isNotEqualTo(before);
    }

    @Test
    void withoutGoTheMessageSaysWhatToInstall() {
        Path cache = lookup(Map.of()).cacheFolder();

        assertThatThrownBy(() -> new ControlPlaneBuild(sources, "/no/such/go").into(cache, (message, elapsed) -> {}))
                .isInstanceOf(ControlPlaneUnavailableException.class)
                .hasMessageContaining("Install Go 1.25 or newer")
                .hasMessageContaining("KUBEBUILDER_ASSETS");
        assertThat(cache)
                .isDirectoryNotContaining(file -> file.getFileName().toString().startsWith(".unfinished"));
    }

    @Test
    void missingSourcesAreNamed() {
        Path nowhere = folder.resolve("nowhere");

        assertThatThrownBy(() -> new ControlPlaneLookup(nowhere, Map.of(), home).find(NOTHING_IS_BUILT))
                .isInstanceOf(ControlPlaneUnavailableException.class)
                .hasMessageContaining(nowhere.toString());
    }

    private ControlPlaneLookup lookup(Map<String, String> environment) {
        return new ControlPlaneLookup(sources, environment, home);
    }

    private Path cached(Path cacheHome) {
        return cacheHome
                .resolve("kafkaflink")
                .resolve("control-plane")
                .resolve(new ControlPlaneBuild(sources, "go").hash());
    }

    private static Path programs(Path target, List<String> names) throws IOException {
        Files.createDirectories(target);
        for (String name : names) {
            assertThat(Files.createFile(target.resolve(name)).toFile().setExecutable(true))
                    .isTrue();
        }
        return target;
    }
}
