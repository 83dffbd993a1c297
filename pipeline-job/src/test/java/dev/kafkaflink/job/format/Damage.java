package dev.kafkaflink.job.format;

import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Records that are damaged, as by a faulty producer or somebody who means harm. */
public final class Damage {
    private static final int MAX_LENGTH = 1 << 14;
    private static final byte[] NOTABLE = {0, 1, 2, 8, 0x7f, (byte) 0x80, (byte) 0xc3, (byte) 0xed, (byte) 0xf0, -1};
    private static final String NOTABLE_CHARACTERS = "\"\\'{}[],:;.-+eEuNT0129 \t\r\n";

    private Damage() {}

    /** A record with one thing damaged, of at most 16 KiB. */
    public static byte[] of(byte[] bytes, Random random) {
        if (bytes.length == 0) {
            return new byte[] {notable(random)};
        }
        int from = random.nextInt(bytes.length);
        int to = from + 1 + random.nextInt(Math.min(16, bytes.length - from));
        byte[] result = bytes.clone();
        switch (random.nextInt(8)) {
            case 0 -> result[from] = (byte) random.nextInt();
            case 1 -> result[from] ^= (byte) (1 << random.nextInt(8));
            case 2 -> result[from] = notable(random);
            case 3 -> Arrays.fill(result, from, to, notable(random));
            case 4 -> result = Arrays.copyOf(bytes, from);
            case 5 -> result = join(List.of(Arrays.copyOf(bytes, from), Arrays.copyOfRange(bytes, to, bytes.length)));
            case 6 -> result = insert(bytes, from, new byte[] {notable(random)}, 1);
            default ->
                result = insert(bytes, to, Arrays.copyOfRange(bytes, from, to), random.nextInt(10) == 0 ? 500 : 1);
        }
        return result.length > MAX_LENGTH ? Arrays.copyOf(result, MAX_LENGTH) : result;
    }

    /** The beginning of one record and the end of another. */
    public static byte[] of(byte[] one, byte[] other, Random random) {
        return join(List.of(
                Arrays.copyOf(one, random.nextInt(one.length + 1)),
                Arrays.copyOfRange(other, random.nextInt(other.length + 1), other.length)));
    }

    private static byte notable(Random random) {
        return random.nextBoolean()
                ? NOTABLE[random.nextInt(NOTABLE.length)]
                : (byte) NOTABLE_CHARACTERS.charAt(random.nextInt(NOTABLE_CHARACTERS.length()));
    }

    private static byte[] insert(byte[] bytes, int at, byte[] piece, int times) {
        byte[] all = new byte[piece.length * times];
        for (int i = 0; i < times; i++) {
            System.arraycopy(piece, 0, all, i * piece.length, piece.length);
        }
        return join(List.of(Arrays.copyOf(bytes, at), all, Arrays.copyOfRange(bytes, at, bytes.length)));
    }

    private static byte[] join(List<byte[]> parts) {
        byte[] all = new byte[parts.stream().mapToInt(part -> part.length).sum()];
        int at = 0;
        for (byte[] part : parts) {
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        return all;
    }
}
