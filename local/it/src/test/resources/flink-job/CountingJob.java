import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.streaming.api.functions.source.legacy.SourceFunction;

/** Counts, and appends the number that it starts from to the file --starts. Compiled by the test that runs it. */
public final class CountingJob {
    public static void main(String[] arguments) throws Exception {
        String mode = option(arguments, "--mode");
        if (mode.equals("throw-main")) {
            throw new IllegalArgumentException("thrown on purpose");
        }
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
        environment
                .addSource(new Counter(option(arguments, "--starts"), mode))
                .uid(option(arguments, "--uid"))
                .sinkTo(new DiscardingSink<>())
                .uid("sink");
        environment.execute("counting");
    }

    private static String option(String[] arguments, String name) {
        for (int i = 0; i + 1 < arguments.length; i++) {
            if (arguments[i].equals(name)) {
                return arguments[i + 1];
            }
        }
        return "default";
    }

    public static final class Counter implements SourceFunction<Long>, CheckpointedFunction {
        private final String starts;
        private final String mode;
        private volatile boolean running = true;
        private long count;
        private transient ListState<Long> state;

        Counter(String starts, String mode) {
            this.starts = starts;
            this.mode = mode;
        }

        @Override
        public void run(SourceContext<Long> context) throws Exception {
            Files.writeString(Path.of(starts), count + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            long end = mode.equals("bounded") ? 200 : Long.MAX_VALUE;
            while (running && count < end) {
                synchronized (context.getCheckpointLock()) {
                    context.collect(count++);
                }
                if (mode.equals("crash") && count % 100 == 0) {
                    throw new IllegalStateException("crashed on purpose");
                }
                Thread.sleep(10);
            }
        }

        @Override
        public void cancel() {
            running = false;
        }

        @Override
        public void snapshotState(FunctionSnapshotContext context) throws Exception {
            state.update(List.of(count));
        }

        @Override
        public void initializeState(FunctionInitializationContext context) throws Exception {
            state = context.getOperatorStateStore().getListState(new ListStateDescriptor<>("count", Long.class));
            for (Long restored : state.get()) {
                count = restored;
            }
        }
    }
}
