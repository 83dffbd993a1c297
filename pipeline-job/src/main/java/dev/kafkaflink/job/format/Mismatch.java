package dev.kafkaflink.job.format;

/** A value that does not fit its column; control flow within a format, so without a stack trace. */
public final class Mismatch extends Exception {
    private static final long serialVersionUID = 1L;

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

    @Override
    public String getMessage() {
        return path == null || path.isEmpty() ? reason : "column '" + path + "': " + reason;
    }
}
