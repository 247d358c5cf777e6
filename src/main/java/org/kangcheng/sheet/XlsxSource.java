package org.kangcheng.sheet;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.CellType;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.ReadingOptions;
import org.dhatim.fastexcel.reader.Row;
import org.jspecify.annotations.Nullable;

/** The first sheet of a workbook that the guard has let through. */
final class XlsxSource implements RowSource {
    private static final Pattern DATE_FORMAT = Pattern.compile("[yYdD年日]|m/|/m|mmm");
    private static final Pattern QUOTED = Pattern.compile("\"[^\"]*\"|\\[[^]]*]|\\\\.");
    /** A spreadsheet's number keeps 15 digits: what lies beyond was lost before it reached us. */
    private static final BigDecimal FIFTEEN_DIGITS = new BigDecimal("1000000000000000");

    private final ReadableWorkbook workbook;
    private final Stream<Row> rows;

    XlsxSource(Path file) throws IOException {
        this.workbook = new ReadableWorkbook(file.toFile(), new ReadingOptions(true, true));
        this.rows = workbook.getFirstSheet().openStream();
    }

    @Override
    public Iterator<RawRow> rows() {
        return rows.map(XlsxSource::row).filter(row -> !row.blank()).iterator();
    }

    private static RawRow row(Row row) {
        List<String> cells = new ArrayList<>(row.getCellCount());
        String problem = null;
        for (int at = 0; at < row.getCellCount(); at++) {
            Cell cell = row.hasCell(at) ? row.getCell(at) : null;
            cells.add(cell == null ? "" : text(cell));
            if (cell != null && problem == null) {
                problem = problem(cell);
            }
        }
        return new RawRow(row.getRowNum(), cells, problem);
    }

    private static @Nullable String problem(Cell cell) {
        if (cell.getType() == CellType.FORMULA || cell.getFormula() != null) {
            return "含有公式，请改为数值或文本";
        }
        if (cell.getType() == CellType.ERROR) {
            return "含有错误值";
        }
        boolean cut = cell.getType() == CellType.NUMBER && cell.asNumber().abs().compareTo(FIFTEEN_DIGITS) >= 0;
        return cut ? "长号码被存成了数值，末几位已丢失，请改为文本格式" : null;
    }

    private static String text(Cell cell) {
        return switch (cell.getType()) {
            case NUMBER ->
                isDate(cell)
                        ? day(cell.asDate())
                        : cell.asNumber().stripTrailingZeros().toPlainString();
            case STRING -> CellText.read(cell.asString());
            case FORMULA -> "=" + cell.getFormula();
            case BOOLEAN, ERROR -> cell.getText();
            case EMPTY -> "";
        };
    }

    private static boolean isDate(Cell cell) {
        Integer id = cell.getDataFormatId();
        String format = cell.getDataFormatString();
        boolean builtIn =
                id != null && (id >= 14 && id <= 17 || id == 22 || id >= 27 && id <= 36 || id >= 50 && id <= 58);
        return builtIn
                || format != null
                        && DATE_FORMAT
                                .matcher(QUOTED.matcher(format).replaceAll(""))
                                .find();
    }

    private static String day(LocalDateTime time) {
        return time.toLocalTime().equals(LocalTime.MIDNIGHT)
                ? time.toLocalDate().toString()
                : time.toString();
    }

    @Override
    public void close() throws IOException {
        rows.close();
        workbook.close();
    }
}
