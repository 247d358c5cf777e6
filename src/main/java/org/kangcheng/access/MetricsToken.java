package org.kangcheng.access;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** What the operator's Prometheus shows to read metrics: made at first start, in a file only its owner can read. */
@Component
class MetricsToken {
    private static final int BYTES = 24;

    private final byte[] token;

    MetricsToken(@Value("${kangcheng.data}") Path data) throws IOException {
        Path file = data.resolve("metrics.token");
        if (!Files.exists(file)) {
            byte[] random = new byte[BYTES];
            new SecureRandom().nextBytes(random);
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(file, HexFormat.of().formatHex(random));
        }
        token = ("Bearer " + Files.readString(file).strip()).getBytes(StandardCharsets.UTF_8);
    }

    boolean fits(@Nullable String header) {
        return header != null && MessageDigest.isEqual(token, header.getBytes(StandardCharsets.UTF_8));
    }
}
