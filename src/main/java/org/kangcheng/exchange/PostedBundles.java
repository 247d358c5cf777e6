package org.kangcheng.exchange;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;
import org.kangcheng.access.Actor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Which bundles a client has posted, and what it was answered. */
@Component
class PostedBundles {
    private static final String KEY = "where institution_id = ? and client_id = ? and digest = ?";

    private final JdbcClient jdbc;
    private final Clock clock;

    PostedBundles(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Takes the bundle for this transaction, or gives the answer it had. The same bundle at the same time waits here. */
    Optional<byte[]> claim(Actor client, byte[] digest) {
        int taken = jdbc.sql("""
                insert into exchange.posted_bundle (institution_id, client_id, digest, posted_at)
                values (?, ?, ?, ?)
                on conflict (institution_id, client_id, digest) do nothing
                """)
                .params(filer(client), client.id(), digest, Timestamp.from(clock.instant()))
                .update();
        return taken == 1
                ? Optional.empty()
                : jdbc.sql("select answer from exchange.posted_bundle " + KEY)
                        .params(filer(client), client.id(), digest)
                        .query(byte[].class)
                        .optional()
                        .map(PostedBundles::inflated);
    }

    void keep(Actor client, byte[] digest, byte[] answer) {
        jdbc.sql("update exchange.posted_bundle set answer = ? " + KEY)
                .params(deflated(answer), filer(client), client.id(), digest)
                .update();
    }

    private static long filer(Actor client) {
        return client.institutionId() == null ? Reach.CITY : client.institutionId();
    }

    private static byte[] deflated(byte[] text) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(text.length / 4 + 64);
        try (DeflaterOutputStream deflater = new DeflaterOutputStream(out)) {
            deflater.write(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static byte[] inflated(byte[] text) {
        try (InflaterInputStream inflater = new InflaterInputStream(new ByteArrayInputStream(text))) {
            return inflater.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** SHA-256 of the content, whatever the order of names and the white space. */
    static byte[] digest(JsonNode tree) {
        MessageDigest digest = sha256();
        update(digest, tree);
        return digest.digest();
    }

    static byte[] entry(byte[] bundle, int index) {
        MessageDigest digest = sha256();
        digest.update(bundle);
        return digest.digest(ByteBuffer.allocate(Integer.BYTES).putInt(index).array());
    }

    private static void update(MessageDigest digest, JsonNode node) {
        if (node.isObject()) {
            digest.update((byte) '{');
            String[] names = node.propertyNames().toArray(String[]::new);
            Arrays.sort(names);
            for (String name : names) {
                digest.update(name.getBytes(UTF_8));
                update(digest, node.path(name));
            }
            digest.update((byte) '}');
        } else if (node.isArray()) {
            digest.update((byte) '[');
            node.forEach(item -> update(digest, item));
            digest.update((byte) ']');
        } else {
            digest.update((byte) (node.isString() ? '"' : ':'));
            digest.update(node.asString().getBytes(UTF_8));
            digest.update((byte) 0);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
