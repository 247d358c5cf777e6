package org.kangcheng.programme;

import java.text.Normalizer;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.kangcheng.definition.Form;
import org.kangcheng.definition.Form.Field;
import org.kangcheng.kernel.Refusal;
import org.kangcheng.sheet.SheetRow;

/**
 * A row of a table of deliveries: who, when, and the form's answers, a column each.
 *
 * @param typed by field
 */
record DeliveryRow(SheetRow row, String name, String idNumber, LocalDate on, Map<String, String> typed) {
    static final String NAME = "姓名";
    static final String ID_NUMBER = "证件号码";
    static final String ON = "服务日期";
    static final List<String> REQUIRED = List.of(NAME, ID_NUMBER, ON);

    private static final Pattern DAY = Pattern.compile("(\\d{4})[-/.年]?(\\d{1,2})[-/.月]?(\\d{1,2})日?(?:[T ].*)?");

    /** As the tables that people really have call them: follow-ups, check-ups, sampling and vaccination lists. */
    static final Map<String, String> OTHER_NAMES = withPeople(
            Map.entry("随访日期", ON),
            Map.entry("体检日期", ON),
            Map.entry("采样日期", ON),
            Map.entry("采样时间", ON),
            Map.entry("接种日期", ON),
            Map.entry("核查日期", ON));

    /** Beside what residents' columns are called elsewhere. */
    @SafeVarargs
    static Map<String, String> withPeople(Map.Entry<String, String>... more) {
        Map<String, String> names = new HashMap<>(Map.of(
                "居民姓名", NAME,
                "受检者姓名", NAME,
                "身份证号", ID_NUMBER,
                "身份证号码", ID_NUMBER,
                "公民身份号码", ID_NUMBER,
                "证件号", ID_NUMBER));
        for (Map.Entry<String, String> name : more) {
            names.put(name.getKey(), name.getValue());
        }
        return Map.copyOf(names);
    }

    /** What the empty table of a service offers. */
    static List<String> columns(Form form) {
        List<String> columns = new ArrayList<>(REQUIRED);
        form.fields().stream()
                .filter(field -> field.input() != Form.Input.PHOTO)
                .forEach(field -> columns.add(header(field)));
        return columns;
    }

    /** With its unit, so that nobody fills in another: 空腹血糖（mmol/L）. The label alone is understood as well. */
    static String header(Field field) {
        return field.unit() == null ? field.label() : field.label() + "（" + field.unit() + "）";
    }

    /** Throws {@link org.kangcheng.kernel.Refused} with the row's reason. */
    static DeliveryRow read(SheetRow row, Form form) {
        if (row.problem() != null) {
            throw problem(row.problem());
        }
        String name = row.cell(NAME);
        String idNumber = plain(row.cell(ID_NUMBER));
        if (name.isEmpty() || idNumber.isEmpty()) {
            throw problem("缺少姓名或证件号码");
        }
        Map<String, String> typed = new HashMap<>();
        for (Field field : form.fields()) {
            // No table holds a photo.
            if (field.input() == Form.Input.PHOTO) {
                continue;
            }
            row.filled(header(field))
                    .or(() -> row.filled(field.label()))
                    .ifPresent(text -> typed.put(field.id(), number(field) ? plain(text) : text));
        }
        return new DeliveryRow(row, name, idNumber, day(row.cell(ON), ON), typed);
    }

    private static boolean number(Field field) {
        return field.input() == Form.Input.WHOLE || field.input() == Form.Input.NUMBER;
    }

    /** @param column whose cell it is, for the reason why it is refused */
    static LocalDate day(String text, String column) {
        Matcher parts = DAY.matcher(plain(text));
        try {
            if (parts.matches()) {
                return LocalDate.of(
                        Integer.parseInt(parts.group(1)),
                        Integer.parseInt(parts.group(2)),
                        Integer.parseInt(parts.group(3)));
            }
        } catch (DateTimeException noSuchDay) {
            throw problem(column + "无法识别");
        }
        throw problem(column + "无法识别");
    }

    /** Full-width digits and letters are typed often enough. */
    static String plain(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC).strip();
    }

    static RuntimeException problem(String reason) {
        return Refusal.rule("row-refused", reason + "。").asException();
    }

    /** Shows no cell: rows hold people. */
    @Override
    public String toString() {
        return "DeliveryRow[" + row.number() + "]";
    }
}
