package org.kangcheng.sheet;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;

/** One sheet, every cell a text, so that no long number is rounded; flushed now and then, so that memory stays small. */
final class XlsxWriter implements SheetWriter {
    private static final int FLUSH_EVERY = 1_000;
    private static final double WIDTH = 18;

    private final Workbook workbook;
    private final Worksheet sheet;
    private int at;

    XlsxWriter(OutputStream out, int columns) {
        this.workbook = new Workbook(out, "Kangcheng", "1.0");
        this.sheet = workbook.newWorksheet("Sheet1");
        for (int column = 0; column < columns; column++) {
            sheet.width(column, WIDTH);
        }
        sheet.freezePane(0, 1);
    }

    @Override
    public void row(List<String> cells) throws IOException {
        for (int column = 0; column < cells.size(); column++) {
            sheet.inlineString(at, column, CellText.harmless(cells.get(column)));
        }
        if (++at % FLUSH_EVERY == 0) {
            sheet.flush();
        }
    }

    @Override
    public void close() throws IOException {
        workbook.finish();
    }
}
