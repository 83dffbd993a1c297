package dev.kafkaflink.job.format.csv;

import dev.kafkaflink.job.format.ColumnsToRead;
import dev.kafkaflink.job.format.Decoding;
import dev.kafkaflink.job.format.Mismatch;
import dev.kafkaflink.job.format.RowDecoder;
import dev.kafkaflink.job.format.Utf8;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.table.data.GenericRowData;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Lines to rows. A record of several lines is a dead letter as a whole if one of them is no row. */
final class CsvDecoder implements RowDecoder {
    private static final long serialVersionUID = 1L;

    /** A line break can be a row, so a record of some megabytes could be gigabytes of them: this many fields and rows at most. */
    private static final int MOST = 10_000_000;

    private static final int SIZE_OF_A_ROW = 8;

    private final CsvSettings settings;
    private final CsvRows rows;
    private final int mostLines;

    CsvDecoder(ColumnsToRead columns) {
        settings = CsvSettings.of(columns.format());
        rows = new CsvRows(columns, settings);
        mostLines = MOST / (SIZE_OF_A_ROW + columns.columns().size());
    }

    @Override
    public void open() {}

    @Override
    public Decoding decode(byte[] value, ConsumerRecord<byte[], byte[]> record) {
        if (value == null) {
            return Decoding.rejected("empty value (tombstone)");
        }
        int malformed = Utf8.firstMalformed(value);
        if (malformed >= 0) {
            return Decoding.rejected("invalid UTF-8 at byte " + malformed);
        }
        char[] text = new String(value, StandardCharsets.UTF_8).toCharArray();
        int begin = text.length > 0 && text[0] == CsvFormat.BYTE_ORDER_MARK ? 1 : 0;
        if (text.length == begin) {
            return Decoding.rejected("empty value");
        }
        boolean severalLines = hasSeveralLines(text);
        CsvScanner scanner = new CsvScanner(settings, text, begin);
        try {
            return Decoding.of(decode(scanner));
        } catch (Mismatch e) {
            String reason = e.getMessage();
            return Decoding.rejected(severalLines ? "line " + scanner.line() + ": " + reason : reason);
        }
    }

    private List<GenericRowData> decode(CsvScanner scanner) throws Mismatch {
        List<GenericRowData> decoded = new ArrayList<>(1);
        int[] columns = rows.inOrder();
        if (settings.header()) {
            scanner.nextLine();
            columns = rows.readHeader(scanner);
        }
        while (scanner.nextLine()) {
            if (decoded.size() == mostLines) {
                throw Mismatch.ofRecord("the record has more than " + mostLines + " rows, the limit for "
                        + rows.inOrder().length + " columns");
            }
            decoded.add(rows.read(scanner, columns));
        }
        return decoded;
    }

    /** Whether there is a line break before the end. */
    private static boolean hasSeveralLines(char[] text) {
        for (int i = 0; i < text.length - 1; i++) {
            if (CsvSettings.isLineBreak(text[i])) {
                return text[i] != '\r' || text[i + 1] != '\n' || i < text.length - 2;
            }
        }
        return false;
    }
}
