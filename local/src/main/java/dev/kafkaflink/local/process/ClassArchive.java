package dev.kafkaflink.local.process;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The classes of a program, loaded and verified, in a file that the virtual machine maps instead of loading them anew
 * (class data sharing): a start takes a third less CPU time. The first run that ends in order writes it, so that it
 * holds what the program really uses; that takes the run some seconds at its end.
 */
final class ClassArchive {
    /** How a finished archive begins; one that is being written, or was when its process was killed, begins with zeros. */
    private static final byte[] MAGIC = HexFormat.of().parseHex("a8ab0bf0");

    private static final String SUFFIX = ".jsa";

    private final Path file;

    private ClassArchive(Path file) {
        this.file = file;
    }

    /**
     * The archive of a program; another one for other jars, or another Java.
     *
     * @param folder where archives are kept; made if it is not there
     * @param program what the file's name begins with; those of other jars are deleted
     * @param classPath jars, folders of classes, or {@code folder/*} for all jars of a folder
     * @return empty if the class path has a folder of classes: of those the virtual machine archives none
     */
    static Optional<ClassArchive> of(Path folder, String program, List<String> classPath) {
        List<File> jars = classPath.stream().flatMap(ClassArchive::files).toList();
        if (!jars.stream().allMatch(File::isFile)) {
            return Optional.empty();
        }
        StringBuilder key =
                new StringBuilder(System.getProperty("java.home")).append(System.getProperty("java.runtime.version"));
        jars.forEach(jar -> key.append('\n')
                .append(jar)
                .append(' ')
                .append(jar.length())
                .append(' ')
                .append(jar.lastModified()));
        UUID hash = UUID.nameUUIDFromBytes(key.toString().getBytes(StandardCharsets.UTF_8));
        Path file = folder.toAbsolutePath().resolve(program + "-" + hash + SUFFIX);
        try {
            Files.createDirectories(folder);
            deleteOutdated(program, file);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot use the folder " + folder, e);
        }
        return Optional.of(new ClassArchive(file));
    }

    private static Stream<File> files(String entry) {
        if (!entry.endsWith("*")) {
            return Stream.of(new File(entry));
        }
        File[] jars = new File(entry).getParentFile().listFiles((folder, name) -> name.endsWith(".jar"));
        return jars == null ? Stream.empty() : Arrays.stream(jars).sorted();
    }

    private static void deleteOutdated(String program, Path current) throws IOException {
        try (Stream<Path> archives = Files.list(current.getParent())) {
            for (Path archive : archives.toList()) {
                if (archive.getFileName().toString().startsWith(program + "-") && !archive.equals(current)) {
                    Files.deleteIfExists(archive);
                }
            }
        }
    }

    /** What the virtual machine is told: to use the archive, or, while there is none, to write it at its end. */
    List<String> options() {
        String option = isFinished() ? "-XX:SharedArchiveFile=" : "-XX:ArchiveClassesAtExit=";
        // It says which classes it leaves out; and an archive that does not fit is no error.
        return List.of(option + file, "-Xshare:auto", "-Xlog:cds=off", "-Xlog:cds+dynamic=off");
    }

    private boolean isFinished() {
        try (InputStream archive = Files.newInputStream(file)) {
            return Arrays.equals(archive.readNBytes(MAGIC.length), MAGIC);
        } catch (IOException notThere) {
            return false;
        }
    }
}
