package org.kangcheng.sheet;

import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** UTF-8 with a byte-order mark: without it spreadsheet programs take Chinese for GBK. */
final class CsvWriter implements SheetWriter {
    private final CSVPrinter printer;

    CsvWriter(OutputStream out) throws IOException {
        Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        writer.write('\uFEFF');
        this.printer = new CSVPrinter(writer, CSVFormat.RFC4180);
    }

    @Override
    public void row(List<String> cells) throws IOException {
        printer.printRecord(cells.stream().map(CellText::harmless).toList());
    }

    @Override
    public void close() throws IOException {
        printer.flush();
    }
}
