package dev.kafkaflink.local.controlplane;

import dev.kafkaflink.local.process.ManagedProcess;
import dev.kafkaflink.local.process.ProcessFailedException;
import dev.kafkaflink.local.process.ProcessSpec;
import dev.kafkaflink.local.process.TemporaryFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * Builds the control plane's one binary with Go. The cache holds a folder per version of the sources, which appears
 * complete or not at all; a lock within the cache lets one builder work at a time, and the others find its result.
 */
final class ControlPlaneBuild {
    private static final String BINARY = "control-plane";
    private static final String UNFINISHED = ".unfinished-";
    private static final Duration REPORT_INTERVAL = Duration.ofSeconds(15);
    private static final int REPORTED_LINES = 20;
    // Without its version the API server reports one that kubectl cannot read.
    private static final String KUBERNETES_VERSION = "v1.35.4";
    private static final List<String> BUILD = List.of(
            "build",
            "-trimpath",
            "-buildvcs=false",
            "-ldflags",
            "-s -w -X k8s.io/component-base/version.gitVersion=" + KUBERNETES_VERSION
                    + " -X k8s.io/client-go/pkg/version.gitVersion=" + KUBERNETES_VERSION);

    private final Path sources;
    private final String go;

    /** Builds {@code sources} with the Go compiler that is called {@code go}. */
    ControlPlaneBuild(Path sources, String go) {
        this.sources = sources.toAbsolutePath();
        this.go = go;
    }

    /** Names what would be built: the sources, the flags, and the machine that it is for. */
    String hash() {
        try (Stream<Path> files = Files.list(sources)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (Path file : files.filter(ControlPlaneBuild::isSource).sorted().toList()) {
                digest.update(file.getFileName().toString().getBytes(StandardCharsets.UTF_8));
                digest.update(Files.readAllBytes(file));
            }
            String machine = System.getProperty("os.name") + "/" + System.getProperty("os.arch");
            digest.update((BUILD + machine).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest.digest()).substring(0, 16);
        } catch (IOException e) {
            throw new ControlPlaneUnavailableException(
                    "The control plane's sources cannot be read from " + sources + ": " + e, e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean isSource(Path file) {
        String name = file.getFileName().toString();
        return name.endsWith(".go") || name.equals("go.mod") || name.equals("go.sum");
    }

    ControlPlaneBinaries into(Path cache, BuildProgress progress) throws InterruptedException {
        // A file lock excludes other processes only; within this one a second caller would get an exception.
        synchronized (ControlPlaneBuild.class) {
            try {
                Files.createDirectories(cache);
                try (FileChannel channel = FileChannel.open(
                                cache.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                        FileLock lock = lock(channel, progress)) {
                    return underLock(lock, cache, progress);
                }
            } catch (IOException e) {
                throw new UncheckedIOException("The cache folder " + cache + " cannot be used", e);
            }
        }
    }

    private static FileLock lock(FileChannel channel, BuildProgress progress) throws IOException {
        FileLock lock = channel.tryLock();
        if (lock != null) {
            return lock;
        }
        progress.report("Waiting for the control plane, which another process builds ...", Duration.ZERO);
        return channel.lock();
    }

    private ControlPlaneBinaries underLock(FileLock lock, Path cache, BuildProgress progress)
            throws IOException, InterruptedException {
        if (!lock.isValid()) {
            throw new IOException("The lock on " + cache + " was lost");
        }
        ControlPlaneBinaries result = new ControlPlaneBinaries(cache.resolve(hash()));
        if (result.missing().isEmpty()) {
            return result;
        }
        deleteUnfinished(cache);
        Path work = Files.createTempDirectory(cache, UNFINISHED);
        try {
            compile(work, progress);
            List<String> names = new ArrayList<>(ControlPlaneBinaries.REQUIRED);
            names.add(ControlPlaneBinaries.KUBECTL);
            for (String name : names) {
                Files.createSymbolicLink(work.resolve(name), Path.of(BINARY));
            }
            TemporaryFolder.delete(result.folder());
            Files.move(work, result.folder(), StandardCopyOption.ATOMIC_MOVE);
            return result;
        } finally {
            TemporaryFolder.delete(work);
        }
    }

    /** What a builder that was killed left behind; the lock says that none is at work. */
    private static void deleteUnfinished(Path cache) throws IOException {
        try (Stream<Path> files = Files.list(cache)) {
            for (Path file : files.toList()) {
                if (file.getFileName().toString().startsWith(UNFINISHED)) {
                    TemporaryFolder.delete(file);
                }
            }
        }
    }

    private void compile(Path work, BuildProgress progress) throws InterruptedException {
        List<String> command = new ArrayList<>(List.of(go));
        command.addAll(BUILD);
        command.addAll(List.of("-o", work.resolve(BINARY).toString(), "."));
        ProcessSpec spec = ProcessSpec.of("go build", command, work.resolve("build.log"))
                .withDirectory(sources)
                .withEnvironment("CGO_ENABLED", "0")
                .withEnvironment("GOWORK", "off");
        long begin = System.nanoTime();
        progress.report("Building the control plane (about four minutes, once) ...", Duration.ZERO);
        try (ManagedProcess compiler = startGo(spec)) {
            while (!ended(compiler)) {
                progress.report("Building the control plane ...", since(begin));
            }
            if (compiler.exitCode().getAsInt() != 0) {
                throw new ControlPlaneUnavailableException(
                        "The control plane in " + sources + " could not be built with Go:\n  | "
                                + String.join("\n  | ", compiler.logTail(REPORTED_LINES)),
                        null);
            }
        }
        progress.report("Built the control plane.", since(begin));
    }

    private ManagedProcess startGo(ProcessSpec spec) {
        try {
            return ManagedProcess.start(spec);
        } catch (ProcessFailedException e) {
            throw new ControlPlaneUnavailableException(
                    "The control plane must be built once, and '" + go
                            + "' is not on the PATH. Install Go 1.25 or newer"
                            + " (https://go.dev/dl), or set " + ControlPlaneLookup.ASSETS + " to a folder with "
                            + String.join(", ", ControlPlaneBinaries.REQUIRED) + ".",
                    e);
        }
    }

    private static boolean ended(ManagedProcess compiler) throws InterruptedException {
        try {
            compiler.onExit().get(REPORT_INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Duration since(long nanoTime) {
        return Duration.ofNanos(System.nanoTime() - nanoTime);
    }
}
