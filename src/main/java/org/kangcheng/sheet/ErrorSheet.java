package org.kangcheng.sheet;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

/** 错误行: the rows that were not kept, as they came, each with its row number and the reason, to be mended and sent again. */
public final class ErrorSheet implements Closeable {
    public static final String ROW = "原行号";
    public static final String REASON = "原因";

    private final SheetWriter writer;
    private final List<String> headers;

    private ErrorSheet(SheetWriter writer, List<String> headers) {
        this.writer = writer;
        this.headers = headers;
    }

    /** @param headers of the table that came; a column of reasons that it had from last time is replaced */
    public static ErrorSheet to(OutputStream out, SheetFormat format, List<String> headers) throws IOException {
        List<String> kept = headers.stream()
                .filter(header -> !header.equals(ROW) && !header.equals(REASON))
                .toList();
        List<String> all = new ArrayList<>(kept);
        all.addAll(List.of(ROW, REASON));
        return new ErrorSheet(SheetWriter.to(out, format, all), kept);
    }

    public void add(SheetRow row, String reason) throws IOException {
        List<String> cells = new ArrayList<>();
        headers.forEach(header -> cells.add(row.cell(header)));
        cells.add(Integer.toString(row.number()));
        cells.add(reason);
        writer.row(cells);
    }

    @Override
    public void close() throws IOException {
        writer.close();
    }
}
