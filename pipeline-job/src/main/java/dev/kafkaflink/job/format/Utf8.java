package dev.kafkaflink.job.format;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Strict UTF-8 (RFC 3629): no overlong forms, no surrogates, nothing above U+10FFFF. */
public final class Utf8 {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long HIGH_BITS = 0x8080808080808080L;

    private Utf8() {}

    /** The index of the first byte that does not belong to well-formed UTF-8; -1 if there is none. */
    public static int firstMalformed(byte[] bytes) {
        int i = 0;
        int length = bytes.length;
        while (i < length) {
            if (i + 8 <= length && ((long) LONGS.get(bytes, i) & HIGH_BITS) == 0) {
                i += 8;
                continue;
            }
            int size = sequenceLength(bytes, i);
            if (size == 0) {
                return i;
            }
            i += size;
        }
        return -1;
    }

    /** The length of the character's sequence that begins at an index; 0 if it is malformed. */
    private static int sequenceLength(byte[] bytes, int at) {
        int first = bytes[at] & 0xFF;
        if (first < 0x80) {
            return 1;
        }
        if (first < 0xC2) {
            return 0;
        }
        if (first < 0xE0) {
            return isContinuation(bytes, at + 1) ? 2 : 0;
        }
        if (first < 0xF0) {
            return isThree(first, bytes, at) ? 3 : 0;
        }
        return first < 0xF5 && isFour(first, bytes, at) ? 4 : 0;
    }

    private static boolean isThree(int first, byte[] bytes, int at) {
        if (!isContinuation(bytes, at + 1) || !isContinuation(bytes, at + 2)) {
            return false;
        }
        int second = bytes[at + 1] & 0xFF;
        boolean overlong = first == 0xE0 && second < 0xA0;
        boolean surrogate = first == 0xED && second >= 0xA0;
        return !overlong && !surrogate;
    }

    private static boolean isFour(int first, byte[] bytes, int at) {
        if (!isContinuation(bytes, at + 1) || !isContinuation(bytes, at + 2) || !isContinuation(bytes, at + 3)) {
            return false;
        }
        int second = bytes[at + 1] & 0xFF;
        boolean overlong = first == 0xF0 && second < 0x90;
        boolean tooLarge = first == 0xF4 && second >= 0x90;
        return !overlong && !tooLarge;
    }

    private static boolean isContinuation(byte[] bytes, int at) {
        return at < bytes.length && (bytes[at] & 0xC0) == 0x80;
    }
}
