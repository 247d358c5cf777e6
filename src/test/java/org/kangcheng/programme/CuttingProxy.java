package org.kangcheng.programme;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;

/** The network between phone and platform, which can be cut: before a request is whole, or after it and before its answer. */
final class CuttingProxy implements AutoCloseable {
    enum Cut {
        NOWHERE,
        /** The platform gets half of the request. */
        IN_THE_REQUEST,
        /** The platform gets the request and does it; the phone never hears. */
        BEFORE_THE_ANSWER,
        /** The phone gets half of the answer. */
        IN_THE_ANSWER
    }

    private final ServerSocket door;
    private final int platform;
    private volatile Cut cut = Cut.NOWHERE;
    private volatile String where = "";
    private volatile boolean unplugged;
    /** How often the connection was cut. */
    final AtomicInteger cuts = new AtomicInteger();

    CuttingProxy(int platform) throws IOException {
        this.platform = platform;
        this.door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::serve);
    }

    int port() {
        return door.getLocalPort();
    }

    /** @param where the beginning of the requests that are cut: {@code POST /phone/queue} */
    void cut(Cut how, String where) {
        this.where = where;
        this.cut = how;
    }

    void mend() {
        cut = Cut.NOWHERE;
    }

    /** Nothing goes through any more, or again. */
    void unplug(boolean off) {
        unplugged = off;
    }

    private void serve() {
        while (!door.isClosed()) {
            try {
                Socket phone = door.accept();
                Thread.ofVirtual().start(() -> carry(phone));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void carry(Socket phone) {
        try (phone;
                Socket server = new Socket(InetAddress.getLoopbackAddress(), platform)) {
            Cut[] asked = {Cut.NOWHERE};
            Thread back = Thread.ofVirtual().start(() -> answers(phone, server, asked));
            requests(phone, server, asked);
            back.join();
        } catch (IOException | InterruptedException over) {
            // One side has gone: so does the other.
        }
    }

    private void requests(Socket phone, Socket server, Cut[] asked) throws IOException {
        InputStream in = phone.getInputStream();
        OutputStream out = server.getOutputStream();
        byte[] buffer = new byte[1 << 16];
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            if (unplugged) {
                close(phone, server);
                return;
            }
            String head = new String(buffer, 0, read, ISO_8859_1);
            Cut how = cut;
            if (how != Cut.NOWHERE && head.startsWith(where)) {
                cuts.incrementAndGet();
                asked[0] = how;
                if (how == Cut.IN_THE_REQUEST) {
                    out.write(buffer, 0, read / 2);
                    out.flush();
                    close(phone, server);
                    return;
                }
            }
            out.write(buffer, 0, read);
            out.flush();
        }
        server.shutdownOutput();
    }

    private void answers(Socket phone, Socket server, Cut[] asked) {
        try {
            InputStream in = server.getInputStream();
            OutputStream out = phone.getOutputStream();
            byte[] buffer = new byte[1 << 16];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                if (asked[0] == Cut.BEFORE_THE_ANSWER) {
                    break;
                }
                boolean half = asked[0] == Cut.IN_THE_ANSWER;
                out.write(buffer, 0, half ? Math.max(1, read - 40) : read);
                out.flush();
                if (half) {
                    break;
                }
            }
            close(phone, server);
        } catch (IOException over) {
            close(phone, server);
        }
    }

    private static void close(Socket phone, Socket server) {
        try (phone;
                server) {
            phone.setSoLinger(true, 0);
        } catch (IOException over) {
            // It was closed already.
        }
    }

    @Override
    public void close() throws IOException {
        door.close();
    }
}
