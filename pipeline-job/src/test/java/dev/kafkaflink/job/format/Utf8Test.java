package dev.kafkaflink.job.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.ByteRange;
import net.jqwik.api.constraints.Size;

/** Our check of UTF-8 against Java's. */
class Utf8Test {
    @Property(tries = 5000)
    void agreesWithJava(@ForAll @Size(max = 20) byte[] bytes) {
        assertThat(Utf8.firstMalformed(bytes) < 0).isEqualTo(isUtf8(bytes));
    }

    /** Bytes that begin and go on a sequence are rare among all: these are of nothing else. */
    @Property(tries = 20_000)
    void agreesWithJavaOnSequences(
            @ForAll @Size(max = 12) @ByteRange(min = (byte) 0x80, max = (byte) 0xFF) byte[] bytes) {
        assertThat(Utf8.firstMalformed(bytes) < 0).isEqualTo(isUtf8(bytes));
    }

    @Property(tries = 500)
    void takesAllText(@ForAll String text) {
        // Java writes half of a surrogate pair as a question mark.
        assertThat(Utf8.firstMalformed(text.getBytes(StandardCharsets.UTF_8))).isEqualTo(-1);
    }

    private static boolean isUtf8(byte[] bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
