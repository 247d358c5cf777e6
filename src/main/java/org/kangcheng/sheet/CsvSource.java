package org.kangcheng.sheet;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.StreamSupport;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/** Comma-separated text in UTF-8 (with or without a byte-order mark) or in GBK (as its superset GB 18030). */
final class CsvSource implements RowSource {
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final CSVParser parser;

    CsvSource(Path file) throws IOException {
        Reader reader = reader(file, charset(file));
        skipByteOrderMark(reader);
        this.parser = CSVFormat.RFC4180.parse(reader);
    }

    /** The whole file is decoded once before it is believed: half a table in wrong characters would be worse than none. */
    private static Charset charset(Path file) throws IOException {
        for (Charset charset : List.of(StandardCharsets.UTF_8, Charset.forName("GB18030"))) {
            if (decodes(file, charset)) {
                return charset;
            }
        }
        throw SheetRefusals.CHARSET.asException();
    }

    private static boolean decodes(Path file, Charset charset) throws IOException {
        try (Reader reader = reader(file, charset)) {
            char[] buffer = new char[1 << 14];
            for (int read = reader.read(buffer); read >= 0; read = reader.read(buffer)) {
                for (int at = 0; at < read; at++) {
                    if (buffer[at] == 0) {
                        throw SheetRefusals.WRONG_TYPE.asException();
                    }
                }
            }
            return true;
        } catch (CharacterCodingException other) {
            return false;
        }
    }

    private static Reader reader(Path file, Charset charset) throws IOException {
        CharsetDecoder strict = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        InputStream in = Files.newInputStream(file);
        return new BufferedReader(new InputStreamReader(in, strict));
    }

    private static void skipByteOrderMark(Reader reader) throws IOException {
        reader.mark(1);
        if (reader.read() != BYTE_ORDER_MARK) {
            reader.reset();
        }
    }

    @Override
    public Iterator<RawRow> rows() {
        return StreamSupport.stream(parser.spliterator(), false)
                .map(this::row)
                .filter(row -> !row.blank())
                .iterator();
    }

    private RawRow row(CSVRecord record) {
        if (record.size() > SheetLimits.COLUMNS) {
            throw SheetRefusals.TOO_MANY_COLUMNS.asException();
        }
        List<String> cells = new ArrayList<>(record.size());
        String problem = null;
        for (String value : record) {
            cells.add(CellText.read(value));
            problem = problem != null ? problem : problem(value.strip());
        }
        return new RawRow((int) record.getRecordNumber(), cells, problem);
    }

    private static @Nullable String problem(String value) {
        return value.startsWith("=") || value.startsWith("@") ? "含有公式，请改为数值或文本" : null;
    }

    @Override
    public void close() throws IOException {
        parser.close();
    }
}
