package dev.kafkaflink.cli.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Loads the broker apart from everything else: it is written in another Scala than Flink's planner, whose classes have the
 * same names. Both share the JVM's classes and the logger.
 */
final class BrokerLoader extends URLClassLoader {
    private static final String LOGGING = "org.slf4j.";

    private BrokerLoader(URL[] jars) {
        super(jars, new JvmAndLogger());
    }

    /** @param libraries the folder of the broker's jars */
    static BrokerLoader of(Path libraries) {
        List<URL> jars = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(libraries, "*.jar")) {
            for (Path file : files) {
                jars.add(file.toUri().toURL());
            }
        } catch (MalformedURLException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot list " + libraries, e);
        }
        return new BrokerLoader(jars.toArray(URL[]::new));
    }

    private static final class JvmAndLogger extends ClassLoader {
        JvmAndLogger() {
            super(ClassLoader.getPlatformClassLoader());
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            if (name.startsWith(LOGGING)) {
                return BrokerLoader.class.getClassLoader().loadClass(name);
            }
            throw new ClassNotFoundException(name);
        }
    }
}
