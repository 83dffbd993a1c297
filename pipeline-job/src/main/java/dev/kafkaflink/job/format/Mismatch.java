package dev.kafkaflink.job.format;

/** A value that does not fit its column; control flow within this package, so without a stack trace. */
final class Mismatch extends Exception {
    private static final long serialVersionUID = 1L;

    private final String path;
    private final String reason;

    Mismatch(String reason) {
        this("", reason);
    }

    private Mismatch(String path, String reason) {
        super(null, null, false, false);
        this.path = path;
        this.reason = reason;
    }

    /** The same within a field of an object. */
    Mismatch inField(String name) {
        boolean last = path.isEmpty() || path.startsWith("[");
        return new Mismatch(last ? name + path : name + "." + path, reason);
    }

    /** The same within an element of an array. */
    Mismatch inElement(int index) {
        String element = "[" + index + "]";
        boolean last = path.isEmpty() || path.startsWith("[");
        return new Mismatch(last ? element + path : element + "." + path, reason);
    }

    @Override
    public String getMessage() {
        return "column '" + path + "': " + reason;
    }
}
