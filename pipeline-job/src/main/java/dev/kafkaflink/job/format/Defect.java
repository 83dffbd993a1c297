package dev.kafkaflink.job.format;

/** What is told of an exception that a decoder or encoder should not have thrown. */
final class Defect {
    private static final int FRAMES = 5;
    private static final int SHOWN = 500;

    private Defect() {}

    /** The exception and the first lines of its stack. */
    static String describe(String what, Throwable failure) {
        String words = failure.toString();
        StringBuilder text = new StringBuilder("the %s failed, which is a defect of the job, with ".formatted(what))
                // It may hold the record, for which a header of the dead letter has no room.
                .append(words, 0, Math.min(SHOWN, words.length()));
        StackTraceElement[] frames = failure.getStackTrace();
        for (int i = 0; i < Math.min(FRAMES, frames.length); i++) {
            text.append("\n\tat ").append(frames[i]);
        }
        return text.toString();
    }
}
