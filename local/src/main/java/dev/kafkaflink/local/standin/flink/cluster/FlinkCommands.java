package dev.kafkaflink.local.standin.flink.cluster;

import dev.kafkaflink.local.process.JavaCommand;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The command lines of Flink's processes. */
final class FlinkCommands {
    // Job managers plan and coordinate: they gain more from a fast start than from the second compiler.
    private static final Program JOB_MANAGER = new Program(
            "jobmanager",
            "org.apache.flink.container.entrypoint.StandaloneApplicationClusterEntryPoint",
            List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    // Only what is four times as hot as usual goes to the second compiler: what a task does for each record still does,
    // and a start takes a quarter less CPU time.
    private static final Program TASK_MANAGER = new Program(
            "taskmanager",
            "org.apache.flink.runtime.taskexecutor.TaskManagerRunner",
            List.of(
                    "-XX:+UseSerialGC",
                    "-XX:Tier4InvocationThreshold=20000",
                    "-XX:Tier4MinInvocationThreshold=2400",
                    "-XX:Tier4CompileThreshold=60000",
                    "-XX:Tier4BackEdgeThreshold=160000"));
    // What Flink's own config.yaml gives to Java 17.
    private static final List<String> ACCESS = List.of(
            "--add-exports=java.base/sun.net.util=ALL-UNNAMED",
            "--add-exports=java.rmi/sun.rmi.registry=ALL-UNNAMED",
            "--add-exports=jdk.compiler/com.sun.tools.javac.api=ALL-UNNAMED",
            "--add-exports=jdk.compiler/com.sun.tools.javac.file=ALL-UNNAMED",
            "--add-exports=jdk.compiler/com.sun.tools.javac.parser=ALL-UNNAMED",
            "--add-exports=jdk.compiler/com.sun.tools.javac.tree=ALL-UNNAMED",
            "--add-exports=jdk.compiler/com.sun.tools.javac.util=ALL-UNNAMED",
            "--add-exports=java.security.jgss/sun.security.krb5=ALL-UNNAMED",
            "--add-opens=java.base/java.lang=ALL-UNNAMED",
            "--add-opens=java.base/java.net=ALL-UNNAMED",
            "--add-opens=java.base/java.io=ALL-UNNAMED",
            "--add-opens=java.base/java.nio=ALL-UNNAMED",
            "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
            "--add-opens=java.base/java.lang.reflect=ALL-UNNAMED",
            "--add-opens=java.base/java.text=ALL-UNNAMED",
            "--add-opens=java.base/java.time=ALL-UNNAMED",
            "--add-opens=java.base/java.util=ALL-UNNAMED",
            "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
            "--add-opens=java.base/java.util.concurrent.atomic=ALL-UNNAMED",
            "--add-opens=java.base/java.util.concurrent.locks=ALL-UNNAMED");
    private static final long MEGABYTE = 1L << 20;

    private final FlinkInstallation installation;
    private final ClusterPlan plan;
    private final Path configuration;
    private final Path temporary;
    private final Mounts mounts;
    private final Map<String, String> places;

    /** {@code name} is that of Flink's settings for it. */
    private record Program(String name, String mainClass, List<String> options) {}

    /** @param places system properties that name folders of this machine in place of the container's */
    FlinkCommands(
            FlinkInstallation installation,
            ClusterPlan plan,
            Path configuration,
            Path temporary,
            Mounts mounts,
            Map<String, String> places) {
        this.installation = installation;
        this.plan = plan;
        this.configuration = configuration;
        this.temporary = temporary;
        this.mounts = mounts;
        this.places = places;
    }

    List<String> jobManager(ProcessMemory memory, Path log) {
        List<String> arguments = new ArrayList<>(List.of("--configDir", configuration.toString()));
        plan.spec().entryClass().ifPresent(name -> arguments.addAll(List.of("--job-classname", name)));
        arguments.addAll(List.of("--job-id", plan.jobId()));
        plan.savepoint().ifPresent(path -> arguments.addAll(List.of("--fromSavepoint", path)));
        if (plan.spec().allowNonRestoredState() && plan.savepoint().isPresent()) {
            arguments.add("--allowNonRestoredState");
        }
        arguments.add("--");
        plan.spec().arguments().forEach(argument -> arguments.add(mounts.translate(argument)));
        return command(JOB_MANAGER, memory, log, arguments);
    }

    List<String> taskManager(ProcessMemory memory, String resourceId, Path log) {
        List<String> arguments = new ArrayList<>(List.of("--configDir", configuration.toString()));
        Map<String, String> options = new TreeMap<>(memory.options());
        options.put("taskmanager.resource-id", resourceId);
        options.forEach((key, value) -> arguments.addAll(List.of("-D", key + "=" + value)));
        return command(TASK_MANAGER, memory, log, arguments);
    }

    private List<String> command(Program program, ProcessMemory memory, Path log, List<String> arguments) {
        List<String> options = Stream.of(program.options(), memory.jvmOptions(), ACCESS, userOptions(program))
                .flatMap(List::stream)
                .toList();
        List<String> classPath = List.of(installation.lib().resolve("*").toString());
        Map<String, String> properties = new TreeMap<>(places);
        properties.put("java.io.tmpdir", temporary.toString());
        properties.put("log.file", log.toString());
        properties.put(
                "log4j2.configurationFile", installation.logging().toUri().toString());
        return JavaCommand.of(program.mainClass(), classPath, memory.heap() / MEGABYTE + "m", arguments)
                .withOptions(options)
                .withSystemProperties(properties)
                .withClassArchive(installation.classArchive() + "-" + program.name())
                .toCommand();
    }

    private List<String> userOptions(Program program) {
        Map<String, String> all = plan.spec().configuration();
        return Stream.of("env.java.opts", "env.java.opts.all", "env.java.opts." + program.name())
                .map(key -> all.getOrDefault(key, "").strip())
                .flatMap(options -> Stream.of(options.split("\\s+")))
                .filter(option -> !option.isEmpty())
                .toList();
    }
}
