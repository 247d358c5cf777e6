package org.kangcheng.rehearsal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** Streams rows into a table by COPY: the one way that a city of millions goes in. One at a time on a connection. */
final class Copy implements AutoCloseable {
    private static final int BUFFER = 1 << 16;

    private final CopyIn copy;
    private final StringBuilder buffer = new StringBuilder(BUFFER + 4096);

    /** @param into the table and its columns: {@code identity.person (person_key, name)} */
    Copy(Connection connection, String into) throws SQLException {
        this.copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn("copy " + into + " from stdin");
    }

    void row(@Nullable Object... values) {
        for (int at = 0; at < values.length; at++) {
            if (at > 0) {
                buffer.append('\t');
            }
            append(values[at]);
        }
        buffer.append('\n');
        if (buffer.length() > BUFFER) {
            flush();
        }
    }

    private void append(@Nullable Object value) {
        switch (value) {
            case null -> buffer.append("\\N");
            case byte[] bytes -> buffer.append("\\\\x").append(HexFormat.of().formatHex(bytes));
            case String text -> escape(text);
            default -> buffer.append(value);
        }
    }

    private void escape(String text) {
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            switch (c) {
                case '\\' -> buffer.append("\\\\");
                case '\t' -> buffer.append("\\t");
                case '\n' -> buffer.append("\\n");
                case '\r' -> buffer.append("\\r");
                default -> buffer.append(c);
            }
        }
    }

    private void flush() {
        byte[] bytes = buffer.toString().getBytes(StandardCharsets.UTF_8);
        buffer.setLength(0);
        try {
            copy.writeToCopy(bytes, 0, bytes.length);
        } catch (SQLException e) {
            throw new UncheckedIOException(new IOException(e));
        }
    }

    /** Ends the copy; without it nothing was loaded. */
    @Override
    public void close() throws SQLException {
        flush();
        copy.endCopy();
    }
}
