package dev.kafkaflink.local.controlplane;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Where the programs of the control plane come from: the folder that {@code KUBEBUILDER_ASSETS} names; else the cache
 * ({@code $XDG_CACHE_HOME} or {@code ~/.cache}, below {@code kafkaflink/control-plane}, by a hash of the sources); else
 * they are built there, once.
 */
public final class ControlPlaneLookup {
    static final String ASSETS = "KUBEBUILDER_ASSETS";
    private static final String CACHE_HOME = "XDG_CACHE_HOME";

    private final Path sources;
    private final Map<String, String> environment;
    private final Path home;

    ControlPlaneLookup(Path sources, Map<String, String> environment, Path home) {
        this.sources = sources;
        this.environment = environment;
        this.home = home;
    }

    /** Looks in this machine's places. {@code sources} is the folder {@code local/control-plane} of the project. */
    public static ControlPlaneLookup of(Path sources) {
        // Java takes the home folder from the user database; a shell's ~ is HOME.
        String home = System.getenv().getOrDefault("HOME", System.getProperty("user.home"));
        return new ControlPlaneLookup(sources, System.getenv(), Path.of(home));
    }

    /**
     * Finds the programs, or builds them, which takes about four minutes.
     *
     * @throws ControlPlaneUnavailableException if the named folder lacks a program, Go is missing, or the build fails
     */
    public ControlPlaneBinaries find(BuildProgress progress) throws InterruptedException {
        String assets = environment.getOrDefault(ASSETS, "");
        if (!assets.isEmpty()) {
            return given(Path.of(assets));
        }
        ControlPlaneBuild build = new ControlPlaneBuild(sources, "go");
        Path cache = cacheFolder();
        ControlPlaneBinaries cached = new ControlPlaneBinaries(cache.resolve(build.hash()));
        return cached.missing().isEmpty() ? cached : build.into(cache, progress);
    }

    private static ControlPlaneBinaries given(Path folder) {
        ControlPlaneBinaries binaries = new ControlPlaneBinaries(folder);
        List<String> missing = binaries.missing();
        if (!missing.isEmpty()) {
            throw new ControlPlaneUnavailableException(
                    ASSETS + " is " + folder + ", which lacks " + String.join(", ", missing)
                            + "; name a folder that has them, or unset the variable to use the project's own build.",
                    null);
        }
        return binaries;
    }

    Path cacheFolder() {
        String cacheHome = environment.getOrDefault(CACHE_HOME, "");
        Path base = cacheHome.isEmpty() ? home.resolve(".cache") : Path.of(cacheHome);
        return base.resolve("kafkaflink").resolve("control-plane");
    }
}
