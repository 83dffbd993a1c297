package dev.kafkaflink.job.settings;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The options that Flink knows, found where Flink declares them: as constants of the classes {@code *Options} in its jars. A
 * value is parsed as Flink would parse it, by the option's own type.
 */
public final class FlinkOptions {
    private static final Logger LOG = LoggerFactory.getLogger(FlinkOptions.class);

    /** A class of each jar that declares options. In Flink's distribution several of them are in one jar. */
    private static final List<String> IN_EACH_JAR = List.of(
            "org.apache.flink.configuration.ConfigOption",
            "org.apache.flink.runtime.jobmanager.JobManagerProcessUtils",
            "org.apache.flink.streaming.api.environment.StreamExecutionEnvironment",
            "org.apache.flink.table.api.config.ExecutionConfigOptions",
            "org.apache.flink.kubernetes.configuration.KubernetesConfigOptions",
            "org.apache.flink.state.rocksdb.RocksDBOptions",
            "org.apache.flink.contrib.streaming.state.RocksDBOptions",
            "org.apache.flink.state.changelog.ChangelogStateBackend");

    private static final Pattern DECLARES_OPTIONS = Pattern.compile("org/apache/flink/[\\w/]*Options\\.class");

    private static final FlinkOptions ON_THE_CLASS_PATH = new FlinkOptions();

    private final Map<String, ConfigOption<?>> options = new HashMap<>();

    private FlinkOptions() {
        Set<Path> jars =
                IN_EACH_JAR.stream().flatMap(name -> jar(name).stream()).collect(Collectors.toSet());
        for (Path jar : jars) {
            names(jar).forEach(this::addOptionsOf);
        }
    }

    /** Those of the Flink that is on the class path. */
    public static FlinkOptions onTheClassPath() {
        return ON_THE_CLASS_PATH;
    }

    /** The keys that are known, old names included. */
    Set<String> keys() {
        return Set.copyOf(options.keySet());
    }

    /**
     * Why Flink cannot read a setting.
     *
     * @return in words, without a full stop; empty: it can, or does not know the key
     */
    public Optional<String> problem(String key, String value) {
        ConfigOption<?> option = options.get(key);
        if (option == null) {
            return Optional.empty();
        }
        try {
            Configuration.fromMap(Map.of(key, value)).get(option);
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of("Flink cannot read '%s': %s".formatted(value, reason(e)));
        }
    }

    /** The innermost message: Flink wraps it in one that repeats key and value. */
    private static String reason(Throwable thrown) {
        String message = Stream.iterate(thrown, t -> t != null, Throwable::getCause)
                .map(Throwable::getMessage)
                .filter(text -> text != null && !text.isBlank())
                .reduce((outer, inner) -> inner)
                .orElse(thrown.toString());
        String text = message.replaceAll("\\s+", " ").strip();
        return text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
    }

    private static Optional<Path> jar(String className) {
        try {
            Class<?> known = Class.forName(className, false, FlinkOptions.class.getClassLoader());
            return Optional.of(Path.of(
                    known.getProtectionDomain().getCodeSource().getLocation().toURI()));
        } catch (ClassNotFoundException e) {
            // This Flink has not got it; its settings are not checked.
            return Optional.empty();
        } catch (URISyntaxException e) {
            throw new IllegalStateException("a jar's place is always a URI", e);
        }
    }

    private static List<String> names(Path jar) {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            return zip.stream()
                    .map(ZipEntry::getName)
                    .filter(name -> DECLARES_OPTIONS.matcher(name).matches())
                    .map(name -> name.replace('/', '.').replaceAll("\\.class$", ""))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the jar " + jar + " of Flink's options", e);
        }
    }

    private void addOptionsOf(String className) {
        try {
            for (Field field : Class.forName(className).getFields()) {
                if (Modifier.isStatic(field.getModifiers()) && field.getType() == ConfigOption.class) {
                    add((ConfigOption<?>) field.get(null));
                }
            }
        } catch (ReflectiveOperationException | LinkageError e) {
            // Declared for something that is not on the class path: such options are not checked.
            LOG.debug("the options of {} are not known", className, e);
        }
    }

    private void add(ConfigOption<?> option) {
        options.putIfAbsent(option.key(), option);
        option.fallbackKeys().forEach(old -> options.putIfAbsent(old.getKey(), option));
    }
}
