package dev.kafkaflink.job.format.debezium;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.kafkaflink.job.format.ExactNumbers;
import dev.kafkaflink.job.format.Mismatch;
import dev.kafkaflink.job.format.json.JsonReader;
import dev.kafkaflink.job.format.json.JsonReaders;
import dev.kafkaflink.job.format.json.JsonSettings;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import org.apache.flink.table.data.DecimalData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.DecimalType;
import org.apache.flink.table.types.logical.IntType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.table.types.logical.VarBinaryType;

/**
 * DECIMALs in each form that a connector gives them: a number, digits, the bytes of the number without its point, or such bytes
 * together with the place of the point. Digits and bytes are both text, and some bytes in base64 look like digits: which of them
 * it is, the record's schema says or an option.
 */
final class DecimalReader implements JsonReader {
    private static final long serialVersionUID = 1L;
    private static final LogicalType BYTES = new VarBinaryType(VarBinaryType.MAX_LENGTH);
    private static final JsonReader UNSCALED = JsonReaders.of(BYTES, JsonSettings.DEFAULT);
    private static final JsonReader SCALE_AND_UNSCALED = JsonReaders.of(
            new RowType(List.of(
                    new RowType.RowField("scale", new IntType(false)),
                    new RowType.RowField("value", BYTES.copy(false)))),
            JsonSettings.DEFAULT);
    private static final int SHOWN = 40;

    private final String field;
    private final DecimalType type;
    private final JsonSettings settings;
    private final JsonReader numbersAndDigits;
    private final RecordSchema schema;

    /**
     * Reads a column.
     *
     * @param field the name of its field in the rows; null if it is not one of them
     * @param settings say whether text is digits where no schema says it
     */
    DecimalReader(String field, DecimalType type, JsonSettings settings, RecordSchema schema) {
        this.field = field;
        this.type = type;
        this.settings = settings;
        this.numbersAndDigits = JsonReaders.of(type, settings.withDigitsAsDecimals());
        this.schema = schema;
    }

    @Override
    public Object read(JsonParser parser) throws IOException, Mismatch {
        if (parser.currentToken() == JsonToken.START_OBJECT) {
            RowData value = (RowData) SCALE_AND_UNSCALED.read(parser);
            return exact(value.getBinary(1), value.getInt(0));
        }
        if (parser.currentToken() != JsonToken.VALUE_STRING) {
            return numbersAndDigits.read(parser);
        }
        RecordSchema.DecimalForm form = schema.decimal(field);
        if (form == null && !settings.digitsAsDecimals()) {
            throw new Mismatch(
                    "a text, and no schema says whether it is digits or bytes; set decimal.handling.mode=string"
                            + " in the connector and format.debeziumJson.decimals: String, or let the converter write schemas");
        }
        return form == null || form.isDigits()
                ? numbersAndDigits.read(parser)
                : exact((byte[]) UNSCALED.read(parser), form.scale());
    }

    private DecimalData exact(byte[] unscaled, int scale) throws Mismatch {
        if (unscaled.length == 0 || unscaled.length > settings.numberLength()) {
            // To find out how many digits a number has takes the square of its length.
            throw new Mismatch("expected " + type.asSummaryString() + ", found one of " + unscaled.length
                    + " bytes; 1 to " + settings.numberLength() + " are read, the limit by " + settings.block()
                    + ".maxNumberLength");
        }
        BigDecimal number = new BigDecimal(new BigInteger(unscaled), scale);
        DecimalData value = ExactNumbers.decimal(number, type.getPrecision(), type.getScale());
        if (value == null) {
            String text = number.toString();
            throw new Mismatch("expected " + type.asSummaryString() + ", found "
                    + (text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "..."));
        }
        return value;
    }
}
