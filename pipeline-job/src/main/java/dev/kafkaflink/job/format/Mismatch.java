package dev.kafkaflink.job.format;

/** A value that does not fit its column; control flow within a format, so without a stack trace. */
public final class Mismatch extends Exception {
    private static final long serialVersionUID = 1L;
    private static final int SHOWN = 40;

    private final String path;
    private final String reason;

    /** A value that does not fit; which one it is, its surroundings add. */
    public Mismatch(String reason) {
        this("", reason);
    }

    private Mismatch(String path, String reason) {
        super(null, null, false, false);
        this.path = path;
        this.reason = reason;
    }

    /** A text in place of what is expected. */
    public static Mismatch of(String expected, char[] text, int offset, int length) {
        return new Mismatch("expected " + expected + ", found \"" + shown(text, offset, length) + '"');
    }

    /** A record that does not fit as a whole. */
    public static Mismatch ofRecord(String reason) {
        return new Mismatch(null, reason);
    }

    /** The same within a field of an object. */
    public Mismatch inField(String name) {
        if (path == null) {
            return this;
        }
        boolean last = path.isEmpty() || path.startsWith("[");
        return new Mismatch(last ? name + path : name + "." + path, reason);
    }

    /** The same within an element of an array. */
    public Mismatch inElement(int index) {
        if (path == null) {
            return this;
        }
        String element = "[" + index + "]";
        boolean last = path.isEmpty() || path.startsWith("[");
        return new Mismatch(last ? element + path : element + "." + path, reason);
    }

    /** Text for a message, which is one line and must not be much larger than the record itself. */
    public static String shown(String text) {
        return shown(text.toCharArray(), 0, text.length());
    }

    /** Text for a message, which is one line and must not be much larger than the record itself. */
    public static String shown(char[] text, int offset, int length) {
        int most = Math.min(length, SHOWN);
        boolean inPair = most < length && Character.isHighSurrogate(text[offset + most - 1]);
        int end = offset + (inPair ? most - 1 : most);
        StringBuilder shown = new StringBuilder(most + 3);
        for (int i = offset; i < end; i++) {
            char c = text[i];
            switch (c) {
                case '\n' -> shown.append("\\n");
                case '\r' -> shown.append("\\r");
                case '\t' -> shown.append("\\t");
                default -> shown.append(Character.isISOControl(c) ? '\uFFFD' : c);
            }
        }
        return most < length ? shown.append("...").toString() : shown.toString();
    }

    @Override
    public String getMessage() {
        return path == null || path.isEmpty() ? reason : "column '" + path + "': " + reason;
    }
}
