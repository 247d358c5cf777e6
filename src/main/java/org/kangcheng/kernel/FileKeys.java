package org.kangcheng.kernel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Properties;
import java.util.TreeMap;

/**
 * Keys in a properties file that its owner alone can read: {@code CARD_ROOT.1=<hex>}, {@code withdrawn=CARD_ROOT.1} for
 * versions not to be trusted any more (several with commas), and {@code origin=demo} while they were made for a
 * demonstration. Made at random when absent. A key is renewed by a line with the next version; read at the start.
 */
public final class FileKeys implements Keys {
    /** The key that the card's published test vectors use; no installation may run on it. */
    private static final String PUBLISHED_TEST_KEY = "0123456789ABCDEFFEDCBA9876543210";

    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private final Map<Purpose, NavigableMap<Integer, Key>> keys = new EnumMap<>(Purpose.class);
    private final boolean demo;

    private FileKeys(Properties file) {
        this.demo = "demo".equals(file.getProperty("origin"));
        List<String> withdrawn =
                List.of(file.getProperty("withdrawn", "").strip().split("\\s*,\\s*"));
        for (String name : file.stringPropertyNames()) {
            int dot = name.indexOf('.');
            if (dot > 0) {
                int version = Integer.parseInt(name.substring(dot + 1));
                Key key = new Key(version, HEX.parseHex(file.getProperty(name)), withdrawn.contains(name));
                keys.computeIfAbsent(Purpose.valueOf(name.substring(0, dot)), p -> new TreeMap<>())
                        .put(version, key);
            }
        }
    }

    /** Opens the store at {@code file}, adding a random first version of each key it lacks. */
    public static FileKeys open(Path file, boolean demo) {
        try {
            Properties stored = read(file);
            if (addMissing(stored, demo)) {
                write(file, stored);
            }
            return new FileKeys(stored);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Properties read(Path file) throws IOException {
        Properties stored = new Properties();
        if (Files.exists(file)) {
            try (var in = Files.newBufferedReader(file)) {
                stored.load(in);
            }
        }
        return stored;
    }

    private static boolean addMissing(Properties stored, boolean demo) {
        boolean fresh = stored.isEmpty();
        boolean changed = false;
        for (Purpose purpose : Purpose.values()) {
            if (stored.stringPropertyNames().stream().noneMatch(name -> name.startsWith(purpose + "."))) {
                byte[] bytes = new byte[length(purpose)];
                new SecureRandom().nextBytes(bytes);
                stored.setProperty(purpose + ".1", HEX.formatHex(bytes));
                changed = true;
            }
        }
        if (fresh && demo) {
            stored.setProperty("origin", "demo");
        }
        return changed;
    }

    private static int length(Purpose purpose) {
        return switch (purpose) {
            case FIELD_SEAL, CARD_ROOT, CARD_VALIDITY -> 16;
            case FIELD_INDEX, MAIN_INDEX, PAYMENT_CHANNEL, ENVELOPE -> 32;
        };
    }

    private static void write(Path file, Properties stored) throws IOException {
        Path parent = file.toAbsolutePath().getParent();
        Path draft = Files.createTempFile(
                parent,
                "keys",
                ".tmp",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try (var out = Files.newBufferedWriter(draft)) {
            stored.store(out, "Kangcheng's keys. Without this file the sealed data cannot be read: back it up apart.");
        }
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** All of them were made at random for a demonstration. */
    public boolean demo() {
        return demo;
    }

    /** Those that anybody can look up, as the file names them: {@code CARD_ROOT.1}. */
    public List<String> published() {
        List<String> names = new ArrayList<>();
        keys.forEach((purpose, versions) -> versions.values().stream()
                .filter(key -> HEX.formatHex(key.bytes()).startsWith(PUBLISHED_TEST_KEY))
                .forEach(key -> names.add(purpose + "." + key.version())));
        return names;
    }

    @Override
    public Key current(Purpose purpose) {
        return versions(purpose).stream()
                .filter(key -> !key.withdrawn())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("every key for " + purpose + " is withdrawn"));
    }

    @Override
    public List<Key> versions(Purpose purpose) {
        return List.copyOf(byVersion(purpose).descendingMap().values());
    }

    @Override
    public Key version(Purpose purpose, int version) {
        Key key = byVersion(purpose).get(version);
        if (key == null) {
            throw new IllegalArgumentException("no key " + purpose + " version " + version);
        }
        return key;
    }

    private NavigableMap<Integer, Key> byVersion(Purpose purpose) {
        NavigableMap<Integer, Key> versions = keys.get(purpose);
        if (versions == null) {
            throw new IllegalStateException("no key for " + purpose);
        }
        return versions;
    }
}
