package dev.kafkaflink.job.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.flink.table.data.GenericRowData;

/**
 * Feeds decoders with damaged records: whatever a record is, it becomes rows or is rejected. A record with an outcome that was
 * not seen before is damaged further, which leads deeper into a decoder than chance alone.
 *
 * <p>It takes a moment; {@code -Dfuzz.time=PT10M} is for a long run, and {@code -Dfuzz.seed} repeats one that failed.
 */
public final class Fuzzing {
    private static final Duration TIME = Duration.parse(System.getProperty("fuzz.time", "PT0.5S"));
    /** Of one record of 16 KiB at most: much more than a decoder needs whose time is linear, with a pause of the machine. */
    private static final Duration SLOW = Duration.ofSeconds(5);

    private static final int MAX_KNOWN = 4096;

    private Fuzzing() {}

    /**
     * Feeds decoders that must agree on which records are rejected and why, since they differ only in what they build.
     *
     * @param decoders the first is the one whose outcomes are watched
     * @param records those to begin with
     */
    public static void run(List<? extends RowDecoder> decoders, List<byte[]> records) {
        long seed = Long.getLong("fuzz.seed", System.nanoTime());
        Random random = new Random(seed);
        List<byte[]> known = new ArrayList<>(records);
        Set<String> outcomes = new HashSet<>();
        long end = System.nanoTime() + TIME.toNanos();
        long count = 0;
        do {
            byte[] record = next(known, random);
            String outcome = outcome(decoders, record, seed);
            if (known.size() < MAX_KNOWN && outcomes.add(outcome)) {
                known.add(record);
            }
            count++;
        } while (System.nanoTime() < end);
        System.out.printf("%,d records, %,d different outcomes, seed %d%n", count, outcomes.size(), seed);
    }

    private static byte[] next(List<byte[]> known, Random random) {
        byte[] record = known.get(random.nextInt(known.size()));
        if (random.nextInt(8) == 0) {
            record = Damage.of(record, known.get(random.nextInt(known.size())), random);
        }
        for (int i = random.nextInt(4); i >= 0; i--) {
            record = Damage.of(record, random);
        }
        return record;
    }

    private static String outcome(List<? extends RowDecoder> decoders, byte[] record, long seed) {
        long begin = System.nanoTime();
        try {
            Decoding decoding = decoders.get(0).decode(record, null);
            assertThat(decoding.rows() == null).isEqualTo(decoding.rejection() != null);
            assertThat(decoding.failed()).isFalse();
            for (RowDecoder other : decoders) {
                assertThat(other.decode(record, null).rejection()).isEqualTo(decoding.rejection());
            }
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(SLOW);
            return decoding.isRejected() ? withoutValues(decoding.rejection()) : shape(decoding.rows());
        } catch (RuntimeException | Error e) {
            String bytes = Base64.getEncoder().encodeToString(record);
            throw new AssertionError("seed %d, record in Base64: %s".formatted(seed, bytes), e);
        }
    }

    /** A reason without numbers and without what it quotes from the record. */
    private static String withoutValues(String rejection) {
        String text = rejection.replaceAll("(?s)(\"|token '|\\(').*", "").replaceAll("[0-9]+", "0");
        return text.substring(0, Math.min(80, text.length()));
    }

    /** Which fields are NULL, of the first rows. */
    private static String shape(List<GenericRowData> rows) {
        return rows.stream()
                .limit(3)
                .map(row -> row.getRowKind().shortString()
                        + IntStream.range(0, row.getArity())
                                .mapToObj(i -> row.isNullAt(i) ? "-" : "x")
                                .collect(Collectors.joining()))
                .collect(Collectors.joining(" "));
    }
}
