package org.kangcheng.attachment;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Optional;

/** What may be attached, each known by how its content begins. */
public enum Medium {
    JPEG("image/jpeg", 5),
    PNG("image/png", 5),
    WEBP("image/webp", 5),
    PDF("application/pdf", 10),
    /** What Chromium records: Matroska's EBML. */
    WEBM("audio/webm", 3),
    OGG("audio/ogg", 3),
    /** What Safari records. */
    MP4("audio/mp4", 3);

    private final String type;
    private final int mostMib;

    Medium(String type, int mostMib) {
        this.type = type;
        this.mostMib = mostMib;
    }

    public String type() {
        return type;
    }

    public boolean photo() {
        return type.startsWith("image/");
    }

    boolean fits(int bytes) {
        return bytes <= mostMib << 20;
    }

    int mostMib() {
        return mostMib;
    }

    /** By the content's first bytes; empty when it is none of these. */
    public static Optional<Medium> of(byte[] content) {
        String head = new String(content, 0, Math.min(content.length, 16), ISO_8859_1);
        if (head.startsWith("\u00ff\u00d8\u00ff")) {
            return Optional.of(JPEG);
        }
        if (head.startsWith("\u0089PNG\r\n\u001a\n")) {
            return Optional.of(PNG);
        }
        if (head.startsWith("RIFF") && head.startsWith("WEBP", 8)) {
            return Optional.of(WEBP);
        }
        if (head.startsWith("\u001a\u0045\u00df\u00a3")) {
            return Optional.of(WEBM);
        }
        if (head.startsWith("%PDF-")) {
            return Optional.of(PDF);
        }
        if (head.startsWith("OggS")) {
            return Optional.of(OGG);
        }
        return head.startsWith("ftyp", 4) ? Optional.of(MP4) : Optional.empty();
    }
}
