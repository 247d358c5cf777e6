package org.kangcheng.browser;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.QRCodeWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** What a camera sees when somebody holds a code before it: a film in YUV4MPEG2, which Chromium takes for a camera. */
final class CodeFilm {
    private static final int WIDTH = 640;
    private static final int HEIGHT = 480;
    private static final int SIDE = 360;
    private static final int FRAMES = 5;
    private static final byte GREY = (byte) 128;

    private CodeFilm() {}

    static Path write(Path file, String code) throws IOException, WriterException {
        BitMatrix modules = new QRCodeWriter().encode(code, BarcodeFormat.QR_CODE, SIDE, SIDE);
        byte[] light = new byte[WIDTH * HEIGHT];
        Arrays.fill(light, GREY);
        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++) {
                int at = (y + (HEIGHT - SIDE) / 2) * WIDTH + x + (WIDTH - SIDE) / 2;
                light[at] = (byte) (modules.get(x, y) ? 16 : 235);
            }
        }
        byte[] colour = new byte[WIDTH * HEIGHT / 2];
        Arrays.fill(colour, GREY);
        try (OutputStream film = Files.newOutputStream(file)) {
            film.write("YUV4MPEG2 W%d H%d F5:1 Ip A1:1 C420jpeg\n"
                    .formatted(WIDTH, HEIGHT)
                    .getBytes(StandardCharsets.US_ASCII));
            for (int i = 0; i < FRAMES; i++) {
                film.write("FRAME\n".getBytes(StandardCharsets.US_ASCII));
                film.write(light);
                film.write(colour);
            }
        }
        return file;
    }
}
