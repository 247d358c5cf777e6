package org.kangcheng.operation;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Properties;

/** The generated passwords of an installation: nobody types or remembers them, so they are long. */
record Secrets(String superuser, String owner, String app, String certificate) {

    static Secrets of(DataDirectory data) {
        try {
            return Files.exists(data.secrets()) ? read(data.secrets()) : generate(data);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Secrets read(Path file) throws IOException {
        if (!Files.isReadable(file)) {
            throw new CannotProceed(
                    "无权读取 " + file + "，请用启动程序的用户运行。", "Cannot read it: run as the user that started the program.");
        }
        Properties all = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            all.load(reader);
        }
        return new Secrets(
                required(all, "superuser", file),
                required(all, "owner", file),
                required(all, "app", file),
                required(all, "certificate", file));
    }

    private static String required(Properties all, String name, Path file) {
        String value = all.getProperty(name);
        if (value == null) {
            throw new CannotProceed(file + " 中缺少 " + name + "。", name + " is missing from the file.");
        }
        return value;
    }

    private static Secrets generate(DataDirectory data) throws IOException {
        if (Files.exists(data.pgdata())) {
            throw new CannotProceed(
                    "找不到 " + data.secrets() + "，没有它打不开已有的数据库；请从备份中取回。",
                    "The passwords of the existing database are gone: bring secrets.properties back from a backup.");
        }
        Secrets fresh = new Secrets(random(), random(), random(), random());
        fresh.write(data.secrets());
        return fresh;
    }

    private void write(Path file) throws IOException {
        Path draft = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(draft);
        DurableFiles.writeForUs(draft, """
                superuser=%s
                owner=%s
                app=%s
                certificate=%s
                """.formatted(superuser, owner, app, certificate));
        DurableFiles.sync(draft);
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Hexadecimal, so that it needs no quoting in SQL, properties or URLs. */
    private static String random() {
        byte[] bytes = new byte[24];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    @Override
    public String toString() {
        return "Secrets[…]";
    }
}
