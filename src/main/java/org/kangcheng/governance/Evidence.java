package org.kangcheng.governance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.kangcheng.kernel.Refusal;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * 佐证: files that prove a step. They rest outside the database under the name of their own digest, which stands in the
 * step's chained detail: a file that was exchanged no longer fits its step. A file's kind is told from its content.
 */
@Component
class Evidence {
    static final int MOST_FILES = 9;
    private static final int LARGEST = 10 << 20;
    private static final int LONGEST_NAME = 100;
    private static final Refusal TOO_LARGE = Refusal.badInput("file-too-large", "单个文件最大 10 MB。");
    private static final Refusal WRONG_KIND = Refusal.badInput("file-kind", "只能附 PDF、JPG、PNG 文件（按内容判断，改名无效）。");
    private static final Refusal UNKNOWN = Refusal.notFound("没有这个文件。");

    /** A file as a step keeps it. */
    record Kept(String name, String digest, long size, String type) {}

    /** What looks for malicious software in a file before it is kept. */
    interface Scanner {
        /** Why the file is not to be kept; empty when nothing was found. */
        Optional<String> findings(byte[] content);
    }

    private enum FileKind {
        PDF("application/pdf", "255044462D"),
        JPEG("image/jpeg", "FFD8FF"),
        PNG("image/png", "89504E470D0A1A0A");

        private final String type;
        private final byte[] magic;

        FileKind(String type, String magic) {
            this.type = type;
            this.magic = HexFormat.of().parseHex(magic);
        }

        boolean fits(byte[] content) {
            return content.length >= magic.length && Arrays.equals(content, 0, magic.length, magic, 0, magic.length);
        }
    }

    private final Path folder;
    private final ObjectProvider<Scanner> scanners;

    Evidence(@Value("${kangcheng.data}") Path data, ObjectProvider<Scanner> scanners) {
        this.folder = data.resolve("evidence");
        this.scanners = scanners;
    }

    /** Keeps a file; the same content again is the same file. Refused with 400 for its size, its kind, or what was found in it. */
    Kept keep(String name, byte[] content) throws IOException {
        if (content.length > LARGEST) {
            throw TOO_LARGE.asException();
        }
        FileKind kind = Arrays.stream(FileKind.values())
                .filter(it -> it.fits(content))
                .findFirst()
                .orElseThrow(WRONG_KIND::asException);
        for (Scanner scanner : scanners) {
            Optional<String> found = scanner.findings(content);
            if (found.isPresent()) {
                throw Refusal.badInput("file-refused", "文件未通过安全检查：" + found.get())
                        .asException();
            }
        }
        String digest = digest(content);
        Path file = place(digest);
        if (!Files.exists(file)) {
            Files.createDirectories(file.getParent());
            Path part = Files.createTempFile(file.getParent(), "part", null);
            Files.write(part, content);
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        }
        return new Kept(harmless(name), digest, content.length, kind.type);
    }

    /** The content; refused when it is gone or no longer what it was. */
    byte[] read(String digest) throws IOException {
        Path file = place(digest);
        if (!Files.exists(file)) {
            throw UNKNOWN.asException();
        }
        byte[] content = Files.readAllBytes(file);
        if (!digest(content).equals(digest)) {
            throw Refusal.conflict("file-altered", "这个文件与办理时的不一致，已不可信。").asException();
        }
        return content;
    }

    private Path place(String digest) {
        if (!digest.matches("[0-9a-f]{64}")) {
            throw UNKNOWN.asException();
        }
        return folder.resolve(digest.substring(0, 2)).resolve(digest);
    }

    private static String harmless(String name) {
        String plain = name.replaceAll("[\\p{Cntrl}/\\\\:*?\"<>|]", "_").strip();
        return plain.isEmpty() ? "文件" : plain.substring(Math.max(0, plain.length() - LONGEST_NAME));
    }

    private static String digest(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
