package org.kangcheng.record;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Set;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.kangcheng.kernel.SealedText;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;

/**
 * How a resource's text rests: one byte that names the codec, then the packed text. Texts are short and alike, so they
 * are deflated against a dictionary of what resources commonly say; those that hold names and numbers of people are
 * sealed instead.
 */
@Component
class Bodies {
    /** Deflated (no header) with dictionary-1.txt. That file never changes: a better one is a new codec. */
    private static final byte DEFLATED = 1;

    private static final byte SEALED = 2;
    private static final int LEVEL = 4;
    private static final Set<String> NAMING = Set.of("Patient", "RelatedPerson", "Person");

    private final SealedText sealed;
    private final byte[] dictionary = dictionary();

    Bodies(SealedText sealed) {
        this.sealed = sealed;
    }

    private static byte[] dictionary() {
        try {
            return new ClassPathResource("record/dictionary-1.txt").getContentAsByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Packs many texts one after the other; not for two threads at once. */
    final class Packer implements AutoCloseable {
        private final Deflater deflater = new Deflater(LEVEL, true);
        private byte[] buffer = new byte[8192];

        byte[] pack(String type, byte[] json) {
            if (NAMING.contains(type)) {
                byte[] text = sealed.seal(new String(json, UTF_8));
                return ByteBuffer.allocate(text.length + 1)
                        .put(SEALED)
                        .put(text)
                        .array();
            }
            deflater.reset();
            deflater.setDictionary(dictionary);
            deflater.setInput(json);
            deflater.finish();
            buffer[0] = DEFLATED;
            int length = 1;
            while (!deflater.finished()) {
                if (length == buffer.length) {
                    buffer = Arrays.copyOf(buffer, buffer.length * 2);
                }
                length += deflater.deflate(buffer, length, buffer.length - length);
            }
            return Arrays.copyOf(buffer, length);
        }

        @Override
        public void close() {
            deflater.end();
        }
    }

    Packer packer() {
        return new Packer();
    }

    byte[] unpack(byte[] body) {
        return switch (body[0]) {
            case DEFLATED -> inflate(body);
            case SEALED -> sealed.open(Arrays.copyOfRange(body, 1, body.length)).getBytes(UTF_8);
            default -> throw new IllegalStateException("unknown codec " + body[0]);
        };
    }

    private byte[] inflate(byte[] body) {
        Inflater inflater = new Inflater(true);
        try {
            inflater.setDictionary(dictionary);
            inflater.setInput(body, 1, body.length - 1);
            var out = new ByteArrayOutputStream(body.length * 6);
            byte[] buffer = new byte[8192];
            while (!inflater.finished()) {
                int count = inflater.inflate(buffer);
                if (count == 0 && inflater.needsInput()) {
                    throw new IllegalStateException("a stored body ends early");
                }
                out.write(buffer, 0, count);
            }
            return out.toByteArray();
        } catch (DataFormatException e) {
            throw new IllegalStateException("a stored body cannot be read", e);
        } finally {
            inflater.end();
        }
    }
}
