package dev.kafkaflink.local.standin.flink;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/** A small job with state. It is compiled here, so that Flink is not on this module's class path. */
final class CountingJobJar {
    private CountingJobJar() {}

    static Path build(Path lib, Path folder) {
        try (InputStream source = CountingJobJar.class.getResourceAsStream("/flink-job/CountingJob.java");
                Stream<Path> jars = Files.list(lib)) {
            Path sourceFile = folder.resolve("CountingJob.java");
            Files.copy(source, sourceFile);
            Path classes = Files.createDirectory(folder.resolve("classes"));
            String classPath = String.join(":", jars.map(Path::toString).toList());
            int result = ToolProvider.getSystemJavaCompiler()
                    .run(
                            null,
                            null,
                            null,
                            "-nowarn",
                            "-cp",
                            classPath,
                            "-d",
                            classes.toString(),
                            sourceFile.toString());
            if (result != 0) {
                throw new IllegalStateException("CountingJob.java does not compile against " + lib);
            }
            return jar(classes, folder.resolve("counting-job.jar"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path jar(Path classes, Path jar) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(classes)) {
            files = all.filter(Files::isRegularFile).toList();
        }
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(out)) {
            for (Path file : files) {
                entries.putNextEntry(new JarEntry(classes.relativize(file).toString()));
                Files.copy(file, entries);
                entries.closeEntry();
            }
        }
        return jar;
    }
}
