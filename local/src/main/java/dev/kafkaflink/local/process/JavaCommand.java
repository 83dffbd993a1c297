package dev.kafkaflink.local.process;

import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The command line of a Java program that ends when this JVM ends, even if this one is killed: its main class is called
 * by {@link ChildMain}, which watches standard input.
 *
 * @param mainClass the class whose {@code main} runs
 * @param classPath jars, folders of classes, or {@code folder/*} for all jars of a folder
 * @param maxHeap the heap's limit as {@code -Xmx} takes it, for instance {@code 384m}
 * @param options further options of the virtual machine
 * @param systemProperties become {@code -Dkey=value}
 * @param arguments the program's own
 * @param classArchive under which name its loaded classes are kept for the next start; empty: they are not
 */
public record JavaCommand(
        String mainClass,
        List<String> classPath,
        String maxHeap,
        List<String> options,
        Map<String, String> systemProperties,
        List<String> arguments,
        Optional<String> classArchive) {

    /** A start loads that many classes; else it would collect all garbage three times for want of room for them. */
    private static final String METASPACE = "-XX:MetaspaceSize=160m";

    public JavaCommand {
        classPath = List.copyOf(classPath);
        options = List.copyOf(options);
        systemProperties = Map.copyOf(systemProperties);
        arguments = List.copyOf(arguments);
    }

    public static JavaCommand of(String mainClass, List<String> classPath, String maxHeap, List<String> arguments) {
        return new JavaCommand(mainClass, classPath, maxHeap, List.of(), Map.of(), arguments, Optional.empty());
    }

    public JavaCommand withOptions(List<String> newOptions) {
        return new JavaCommand(mainClass, classPath, maxHeap, newOptions, systemProperties, arguments, classArchive);
    }

    public JavaCommand withSystemProperties(Map<String, String> newProperties) {
        return new JavaCommand(mainClass, classPath, maxHeap, options, newProperties, arguments, classArchive);
    }

    /** Starts faster from its second start on; its first end takes some seconds longer. */
    public JavaCommand withClassArchive(String name) {
        return new JavaCommand(mainClass, classPath, maxHeap, options, systemProperties, arguments, Optional.of(name));
    }

    /** The words of the command, with the {@code java} that runs this JVM. */
    public List<String> toCommand() {
        List<String> words = new ArrayList<>();
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.add("-Xmx" + maxHeap);
        words.add(METASPACE);
        List<String> whole = new ArrayList<>(classPath);
        whole.add(ownClasses().toString());
        // Beside this module's own jar, which is part of the class path: another copy of it has other archives.
        Path folder = ownClasses().resolveSibling("class-archives");
        classArchive
                .flatMap(name -> ClassArchive.of(folder, name, whole))
                .ifPresent(archive -> words.addAll(archive.options()));
        words.addAll(options);
        new TreeMap<>(systemProperties).forEach((key, value) -> words.add("-D" + key + "=" + value));
        words.add("-cp");
        words.add(String.join(File.pathSeparator, whole));
        words.add(ChildMain.class.getName());
        words.add(mainClass);
        words.addAll(arguments);
        return words;
    }

    /** Where this module's own classes lie: a jar, or the build's folder. */
    private static Path ownClasses() {
        try {
            return Path.of(ChildMain.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("The place of this program's classes is not a path", e);
        }
    }
}
