package org.kangcheng.sheet;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.kangcheng.kernel.Refusal;
import org.kangcheng.kernel.Refused;
import org.kangcheng.sheet.RowSource.RawRow;

/**
 * An uploaded table, read row by row. What is wrong with the file as a whole is thrown as {@link Refused} by {@link #open}
 * or, when it lies further down, by the iterator; what is wrong with a row stands in {@link SheetRow#problem}.
 */
public final class Sheet implements Closeable, Iterable<SheetRow> {
    private static final byte[] ZIP = {'P', 'K', 3, 4};
    private static final byte[] OLE2 = {(byte) 0xD0, (byte) 0xCF, 0x11, (byte) 0xE0};

    private final RowSource source;
    private final Iterator<RawRow> rows;
    private final List<String> headers;

    private Sheet(RowSource source, Collection<String> required, Map<String, String> otherNames) {
        this.source = source;
        this.rows = source.rows();
        this.headers = headers(required, otherNames);
    }

    /**
     * @param filename as the sender calls it: its extension must agree with the content
     * @param required headers without which the table makes no sense; others may be absent
     */
    public static Sheet open(Path file, String filename, Collection<String> required) {
        return open(file, filename, required, Map.of());
    }

    /** @param otherNames what a header is called elsewhere, and here: read as the latter where that itself is absent */
    public static Sheet open(Path file, String filename, Collection<String> required, Map<String, String> otherNames) {
        RowSource source = source(file, filename);
        try {
            return translating(() -> new Sheet(source, required, otherNames));
        } catch (Refused refused) {
            closeQuietly(source);
            throw refused;
        }
    }

    private static RowSource source(Path file, String filename) {
        return translating(() -> switch (format(file, filename)) {
            case XLSX -> {
                XlsxGuard.inspect(file);
                yield new XlsxSource(file);
            }
            case CSV -> new CsvSource(file);
        });
    }

    private static SheetFormat format(Path file, String filename) throws IOException {
        String lower = filename.toLowerCase(Locale.ROOT);
        byte[] head = head(file);
        if (head.length == 0) {
            throw SheetRefusals.EMPTY.asException();
        }
        if (startsWith(head, OLE2)) {
            throw SheetRefusals.OLD_OR_ENCRYPTED.asException();
        }
        boolean zip = startsWith(head, ZIP);
        if (lower.endsWith(".xlsx") && zip) {
            return SheetFormat.XLSX;
        }
        if (lower.endsWith(".csv") && !zip) {
            return SheetFormat.CSV;
        }
        throw SheetRefusals.WRONG_TYPE.asException();
    }

    private static byte[] head(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(ZIP.length);
        }
    }

    private static boolean startsWith(byte[] head, byte[] magic) {
        return java.util.Arrays.equals(head, magic);
    }

    private List<String> headers(Collection<String> required, Map<String, String> otherNames) {
        if (!rows.hasNext()) {
            throw SheetRefusals.EMPTY.asException();
        }
        List<String> found = named(rows.next().cells(), otherNames);
        Set<String> seen = new HashSet<>();
        for (String header : found) {
            if (!header.isEmpty() && !seen.add(header)) {
                throw Refusal.badInput("header-twice", "表头“" + shown(header) + "”出现了两次。")
                        .asException();
            }
        }
        List<String> missing =
                required.stream().filter(name -> !seen.contains(name)).toList();
        if (!missing.isEmpty()) {
            throw Refusal.badInput("header-missing", "缺少列：" + String.join("、", missing) + "。第一行必须是表头。")
                    .asException();
        }
        return found;
    }

    /** The first of several other names is taken; the rest are columns of their own. */
    private static List<String> named(List<String> written, Map<String, String> otherNames) {
        List<String> named = new ArrayList<>(written);
        for (int at = 0; at < written.size(); at++) {
            String name = otherNames.get(written.get(at));
            if (name != null && !named.contains(name)) {
                named.set(at, name);
            }
        }
        return named;
    }

    private static String shown(String header) {
        return header.length() <= 20 ? header : header.substring(0, 20) + "…";
    }

    /** In their order; columns without a header are left out. */
    public List<String> headers() {
        return headers.stream().filter(header -> !header.isEmpty()).toList();
    }

    /** The rows below the header, once. */
    @Override
    public Iterator<SheetRow> iterator() {
        return new Iterator<>() {
            private int count;

            @Override
            public boolean hasNext() {
                return translating(rows::hasNext);
            }

            @Override
            public SheetRow next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                if (++count > SheetLimits.ROWS) {
                    throw SheetRefusals.TOO_MANY_ROWS.asException();
                }
                return translating(() -> row(rows.next()));
            }
        };
    }

    private SheetRow row(RawRow raw) {
        Map<String, String> cells = new LinkedHashMap<>();
        for (int at = 0; at < headers.size(); at++) {
            if (!headers.get(at).isEmpty()) {
                cells.put(headers.get(at), at < raw.cells().size() ? raw.cells().get(at) : "");
            }
        }
        return new SheetRow(raw.number(), cells, problem(raw));
    }

    private static @Nullable String problem(RawRow raw) {
        boolean tooLong = raw.cells().stream().anyMatch(cell -> cell.length() > SheetLimits.CELL_CHARS);
        return tooLong ? "单元格内容过长" : raw.problem();
    }

    private interface Reading<T> {
        T read() throws IOException;
    }

    /** Whatever a parser stumbles over, the file is at fault: it was made by who knows what. */
    private static <T> T translating(Reading<T> reading) {
        try {
            return reading.read();
        } catch (Refused refused) {
            throw refused;
        } catch (IOException | RuntimeException broken) {
            throw SheetRefusals.BROKEN.asException();
        }
    }

    private static void closeQuietly(RowSource source) {
        try {
            source.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        closeQuietly(source);
    }
}
