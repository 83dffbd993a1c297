package dev.kafkaflink.job.connector.sink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaflink.job.format.Encoding;
import dev.kafkaflink.job.format.RowEncoder;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.junit.jupiter.api.Test;

class EncodeFunctionTest {
    @Test
    void aRowOverWhichTheEncoderFailsIsRejectedWithTheStack() {
        Encoding encoding = EncodeFunction.encode(
                (Encode) row -> {
                    throw new IllegalStateException("a defect");
                },
                new GenericRowData(0));

        assertThat(encoding.bytes()).isNull();
        assertThat(encoding.failed()).isTrue();
        assertThat(encoding.rejection())
                .startsWith(
                        "the encoder failed, which is a defect of the job, with java.lang.IllegalStateException: a defect")
                .contains(EncodeFunctionTest.class.getName());
    }

    private interface Encode extends RowEncoder {
        @Override
        default void open() {}

        @Override
        Encoding encode(RowData row);
    }
}
