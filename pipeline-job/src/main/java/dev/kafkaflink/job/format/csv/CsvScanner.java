package dev.kafkaflink.job.format.csv;

import dev.kafkaflink.job.format.Mismatch;

/**
 * Goes over lines of fields by the grammar of RFC 4180, and nothing beyond it, but that a line may end with LF or CR alone, too.
 * Lines are those of the grammar: one goes on behind a line break within quotes.
 */
final class CsvScanner {
    private final char delimiter;
    private final char quote;
    private final char[] text;

    private int at;
    private int physicalLine = 1;
    private int line;
    private int field;
    private boolean atLineEnd = true;
    private int offset;
    private int end;
    private boolean quoted;

    /**
     * Goes over a text.
     *
     * @param text is written to, where a field has doubled quotes
     * @param from where it begins
     */
    CsvScanner(CsvSettings settings, char[] text, int from) {
        this.delimiter = settings.delimiter();
        this.quote = settings.quote();
        this.text = text;
        this.at = from;
    }

    /** Goes on to the next line; false if there is none. To be called when all fields of the last one are read. */
    boolean nextLine() {
        if (at >= text.length) {
            return false;
        }
        line = physicalLine;
        field = 0;
        atLineEnd = false;
        return true;
    }

    /**
     * Goes on to the next field of the line; false if there is none.
     *
     * @throws Mismatch if what stands there is no field
     */
    boolean nextField() throws Mismatch {
        if (atLineEnd) {
            return false;
        }
        field++;
        quoted = at < text.length && text[at] == quote;
        if (quoted) {
            readQuoted();
        } else {
            readPlain();
        }
        skipDelimiter();
        return true;
    }

    private void readPlain() throws Mismatch {
        offset = at;
        while (at < text.length && text[at] != delimiter && !CsvSettings.isLineBreak(text[at])) {
            if (text[at] == quote) {
                throw malformed(
                        "holds a quote but does not begin with one; such a field is quoted, and its quotes are doubled");
            }
            at++;
        }
        end = at;
    }

    /** Two quotes are one of the text: what is behind them moves ahead. */
    private void readQuoted() throws Mismatch {
        offset = at + 1;
        end = offset;
        at = offset;
        while (at < text.length) {
            char c = text[at++];
            if (c == quote) {
                if (at == text.length || text[at] != quote) {
                    return;
                }
                at++;
            } else if (c == '\n' || c == '\r' && (at == text.length || text[at] != '\n')) {
                physicalLine++;
            }
            text[end++] = c;
        }
        throw malformed("begins with a quote that is never closed");
    }

    private void skipDelimiter() throws Mismatch {
        if (at == text.length) {
            atLineEnd = true;
        } else if (text[at] == delimiter) {
            at++;
        } else if (CsvSettings.isLineBreak(text[at])) {
            boolean two = text[at] == '\r' && at + 1 < text.length && text[at + 1] == '\n';
            at += two ? 2 : 1;
            physicalLine++;
            atLineEnd = true;
        } else {
            throw malformed(
                    "goes on behind its closing quote with \"" + Mismatch.shown(text, at, text.length - at) + '"');
        }
    }

    private Mismatch malformed(String what) {
        return Mismatch.ofRecord("malformed CSV: field " + field + ' ' + what);
    }

    /** The number of the line, from 1, as an editor counts. */
    int line() {
        return line;
    }

    char[] text() {
        return text;
    }

    int offset() {
        return offset;
    }

    int length() {
        return end - offset;
    }

    /** Whether quotes stand around the field. */
    boolean isQuoted() {
        return quoted;
    }

    /** Whether the field is exactly this text. */
    boolean is(String other) {
        if (other.length() != length()) {
            return false;
        }
        for (int i = 0; i < other.length(); i++) {
            if (text[offset + i] != other.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
