package dev.kafkaflink.job.format;

import com.github.luben.zstd.ZstdInputStream;
import com.github.luben.zstd.ZstdOutputStream;
import dev.kafkaflink.crds.table.Format;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** Packs and unpacks bytes. */
enum Compressor {
    GZIP {
        @Override
        InputStream unpacking(InputStream packed) throws IOException {
            return new GZIPInputStream(packed);
        }

        @Override
        OutputStream packing(OutputStream target) throws IOException {
            return new GZIPOutputStream(target);
        }
    },
    ZSTD {
        @Override
        InputStream unpacking(InputStream packed) throws IOException {
            return new ZstdInputStream(packed);
        }

        @Override
        OutputStream packing(OutputStream target) throws IOException {
            return new ZstdOutputStream(target);
        }
    };

    /** A record of some kilobytes can unpack to gigabytes. */
    static final int MOST_UNPACKED = 64 << 20;

    private static final int BUFFER = 8 << 10;

    static Compressor of(Format.Compression compression) {
        return switch (compression) {
            case Gzip -> GZIP;
            case Zstd -> ZSTD;
        };
    }

    abstract InputStream unpacking(InputStream packed) throws IOException;

    abstract OutputStream packing(OutputStream target) throws IOException;

    /**
     * Unpacks all of it.
     *
     * @throws Mismatch if the bytes are not what they should be, or unpack to more than {@link #MOST_UNPACKED}
     */
    byte[] unpack(byte[] packed) throws Mismatch {
        if (packed.length == 0) {
            throw Mismatch.ofRecord("cannot be unpacked (format.compression): it is empty");
        }
        ByteArrayOutputStream unpacked = new ByteArrayOutputStream(Math.max(BUFFER, 4 * packed.length));
        byte[] buffer = new byte[BUFFER];
        try (InputStream input = unpacking(new ByteArrayInputStream(packed))) {
            for (int read = input.read(buffer); read >= 0; read = input.read(buffer)) {
                unpacked.write(buffer, 0, read);
                if (unpacked.size() > MOST_UNPACKED) {
                    throw Mismatch.ofRecord("unpacks to more than " + (MOST_UNPACKED >> 20) + " MiB");
                }
            }
        } catch (IOException e) {
            throw Mismatch.ofRecord("cannot be unpacked (format.compression): " + e.getMessage());
        }
        return unpacked.toByteArray();
    }

    byte[] pack(byte[] bytes) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream(Math.max(BUFFER, bytes.length / 2));
        try (OutputStream output = packing(packed)) {
            output.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("a buffer in memory always takes bytes", e);
        }
        return packed.toByteArray();
    }
}
