package org.kangcheng.bench;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One kept-open HTTP/1.1 connection to the platform. Deliberately bare: the load generator shares two cores with what it
 * measures, and a full client would eat a third of them.
 */
final class Wire implements AutoCloseable {
    record Answer(int status, byte[] body) {
        String text() {
            return new String(body, StandardCharsets.UTF_8);
        }
    }

    private final Socket socket;
    private final InputStream in;
    private final String common;

    Wire(int port, @Nullable String token) throws IOException {
        socket = new Socket();
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(60_000);
        socket.connect(new InetSocketAddress("127.0.0.1", port), 5_000);
        in = new BufferedInputStream(socket.getInputStream(), 16 * 1024);
        common = "Host: 127.0.0.1:" + port + "\r\n" + (token == null ? "" : "Authorization: Bearer " + token + "\r\n");
    }

    Answer get(String path) throws IOException {
        return send("GET " + path + " HTTP/1.1\r\n" + common + "\r\n", new byte[0]);
    }

    Answer post(String path, String type, String headers, byte[] body) throws IOException {
        String head = "POST " + path + " HTTP/1.1\r\n" + common + headers + "Content-Type: " + type
                + "\r\nContent-Length: " + body.length + "\r\n\r\n";
        return send(head, body);
    }

    Answer postJson(String path, String body) throws IOException {
        return post(path, "application/json", "", body.getBytes(StandardCharsets.UTF_8));
    }

    private Answer send(String head, byte[] body) throws IOException {
        byte[] start = head.getBytes(StandardCharsets.ISO_8859_1);
        byte[] message = new byte[start.length + body.length];
        System.arraycopy(start, 0, message, 0, start.length);
        System.arraycopy(body, 0, message, start.length, body.length);
        socket.getOutputStream().write(message);
        return read();
    }

    private Answer read() throws IOException {
        int status = Integer.parseInt(line().substring(9, 12));
        int length = 0;
        boolean chunked = false;
        for (String line = line(); !line.isEmpty(); line = line()) {
            String header = line.toLowerCase(Locale.ROOT);
            if (header.startsWith("content-length:")) {
                length = Integer.parseInt(header.substring(15).strip());
            } else if (header.startsWith("transfer-encoding:")) {
                chunked = header.contains("chunked");
            }
        }
        return new Answer(status, chunked ? chunks() : exactly(length));
    }

    private byte[] chunks() throws IOException {
        var whole = new java.io.ByteArrayOutputStream();
        for (int size = Integer.parseInt(line(), 16); size > 0; size = Integer.parseInt(line(), 16)) {
            whole.write(exactly(size));
            line();
        }
        line();
        return whole.toByteArray();
    }

    private byte[] exactly(int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("the connection ended within an answer");
        }
        return bytes;
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder(64);
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new EOFException("the connection ended before an answer");
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
