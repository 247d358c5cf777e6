package org.kangcheng.sheet;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** Writes a table of texts, row by row; {@link #close} completes it and leaves the stream open. */
public interface SheetWriter extends Closeable {
    void row(List<String> cells) throws IOException;

    static SheetWriter to(OutputStream out, SheetFormat format, List<String> headers) throws IOException {
        SheetWriter writer = switch (format) {
            case XLSX -> new XlsxWriter(out, headers.size());
            case CSV -> new CsvWriter(out);
        };
        writer.row(headers);
        return writer;
    }
}
