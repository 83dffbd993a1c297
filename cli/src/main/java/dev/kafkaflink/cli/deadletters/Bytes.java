package dev.kafkaflink.cli.deadletters;

import dev.kafkaflink.cli.console.Utf8;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Bytes for the eyes of a person. */
final class Bytes {
    private static final int ROW = 16;

    private Bytes() {}

    /** The text that they are in UTF-8; empty if they are none, or have control characters other than tab and line ends. */
    static Optional<String> text(byte[] bytes) {
        return Utf8.text(bytes).filter(Bytes::isReadable);
    }

    private static boolean isReadable(String text) {
        return text.codePoints()
                .allMatch(character -> !Character.isISOControl(character) || "\t\r\n".indexOf(character) >= 0);
    }

    /** Rows of offset, 16 bytes in hexadecimal, and the same as ASCII. */
    static List<String> hex(byte[] bytes) {
        List<String> rows = new ArrayList<>();
        for (int at = 0; at < bytes.length; at += ROW) {
            rows.add(row(at, Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + ROW))));
        }
        return rows;
    }

    private static String row(int at, byte[] bytes) {
        StringBuilder digits = new StringBuilder();
        StringBuilder ascii = new StringBuilder();
        for (byte b : bytes) {
            digits.append(String.format("%02x ", b));
            ascii.append(b >= ' ' && b <= '~' ? (char) b : '.');
        }
        return String.format("%08x  %-48s |%s|", at, digits, ascii);
    }
}
