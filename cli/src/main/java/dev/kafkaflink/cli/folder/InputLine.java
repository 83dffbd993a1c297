package dev.kafkaflink.cli.folder;

import java.util.Arrays;
import java.util.Base64;

/**
 * A record as a line of a {@code .jsonl} file. The bytes are taken as they are, be they UTF-8 or not:
 *
 * <table>
 *   <caption>Notation</caption>
 *   <tr><td>{@code value}</td><td>a value without a key</td></tr>
 *   <tr><td>{@code key<TAB>value}</td><td>both; the first TAB parts them</td></tr>
 *   <tr><td>{@code <TAB>value}</td><td>a value without a key, which may have TABs in it</td></tr>
 *   <tr><td>{@code key<TAB>}</td><td>a key without a value: a tombstone</td></tr>
 *   <tr><td>an empty line</td><td>an empty value without a key</td></tr>
 * </table>
 *
 * @param key null for none
 * @param value null for none
 */
public record InputLine(byte[] key, byte[] value) {
    private static final byte TAB = '\t';

    /** Reads a line, without its end. */
    public static InputLine of(byte[] line) {
        int tab = indexOf(line, TAB);
        if (tab < 0) {
            return new InputLine(null, line);
        }
        byte[] key = tab == 0 ? null : Arrays.copyOf(line, tab);
        boolean tombstone = tab == line.length - 1 && key != null;
        return new InputLine(key, tombstone ? null : Arrays.copyOfRange(line, tab + 1, line.length));
    }

    /**
     * Reads a line, without its end, of a {@code .base64} file: in the same notation, with key and value in base64.
     *
     * @throws IllegalArgumentException if it is none
     */
    static InputLine ofBase64(byte[] line) {
        InputLine encoded = of(line);
        Base64.Decoder decoder = Base64.getDecoder();
        return new InputLine(
                encoded.key == null ? null : decoder.decode(encoded.key),
                encoded.value == null ? null : decoder.decode(encoded.value));
    }

    /** The line, without an end, that {@link #of} reads as this. */
    public byte[] toLine() {
        boolean plain = key == null && value != null && indexOf(value, TAB) < 0;
        if (plain) {
            return value;
        }
        int keyLength = key == null ? 0 : key.length;
        int valueLength = value == null ? 0 : value.length;
        byte[] line = new byte[keyLength + 1 + valueLength];
        if (key != null) {
            System.arraycopy(key, 0, line, 0, keyLength);
        }
        line[keyLength] = TAB;
        if (value != null) {
            System.arraycopy(value, 0, line, keyLength + 1, valueLength);
        }
        return line;
    }

    /** The one text of all lines that mean the same, as JSON values do that differ in the order of their fields. */
    public String canonical() {
        return JsonLines.canonical(key, value);
    }

    private static int indexOf(byte[] bytes, byte wanted) {
        for (int index = 0; index < bytes.length; index++) {
            if (bytes[index] == wanted) {
                return index;
            }
        }
        return -1;
    }
}
