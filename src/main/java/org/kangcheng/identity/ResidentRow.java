package org.kangcheng.identity;

import java.text.Normalizer;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.kangcheng.kernel.Refusal;
import org.kangcheng.sheet.SheetRow;

/**
 * A row of an import of residents, understood: a person to enrol and the statuses to grant.
 *
 * @param since from when the statuses hold; null when there are none
 */
record ResidentRow(
        SheetRow row,
        NewPerson person,
        List<StatusKind> statuses,
        @Nullable LocalDate since) {
    static final String NAME = "姓名";
    static final String ID_TYPE = "证件类型";
    static final String ID_NUMBER = "证件号码";
    static final String SEX = "性别";
    static final String BIRTH = "出生日期";
    static final String PHONE = "联系电话";
    static final String AREA_CODE = "行政区划代码";
    static final String AREA_PATH = "居住地";
    static final String ADDRESS = "详细地址";
    static final String STATUSES = "人员类别";
    static final String SINCE = "身份起始日期";

    /** What the empty form offers. */
    static final List<String> COLUMNS =
            List.of(NAME, ID_TYPE, ID_NUMBER, SEX, BIRTH, PHONE, AREA_CODE, AREA_PATH, ADDRESS, STATUSES, SINCE);

    static final List<String> REQUIRED = List.of(NAME, ID_NUMBER);

    private static final Pattern DAY = Pattern.compile("(\\d{4})[-/.年]?(\\d{1,2})[-/.月]?(\\d{1,2})日?(?:[T ].*)?");

    /** Throws {@link org.kangcheng.kernel.Refused} with the row's reason. */
    static ResidentRow read(SheetRow row, VillageNames villages) {
        if (row.problem() != null) {
            throw problem(row.problem());
        }
        String idNumber = plain(row.cell(ID_NUMBER));
        String idType = idType(row.cell(ID_TYPE), idNumber);
        Optional<NationalId> id =
                IdType.RESIDENT_ID.code().equals(idType) ? NationalId.parse(idNumber) : Optional.empty();
        List<StatusKind> statuses = statuses(row.cell(STATUSES));
        NewPerson person = new NewPerson(
                        row.cell(NAME),
                        row.filled(SEX)
                                .map(ResidentRow::sex)
                                .or(() -> id.map(NationalId::sex))
                                .orElse(Sex.UNKNOWN),
                        row.filled(BIRTH)
                                .map(text -> day(text, "出生日期无法识别"))
                                .or(() -> id.map(NationalId::birthDate))
                                .orElseThrow(() -> birthUnknown(idType)),
                        village(row, villages),
                        idType,
                        idNumber,
                        plain(row.cell(PHONE)).replaceAll("[\\s-]", ""),
                        row.cell(ADDRESS),
                        !IdType.NONE.code().equals(idType),
                        "IMPORT")
                .canonical();
        return new ResidentRow(row, person, statuses, statuses.isEmpty() ? null : since(row));
    }

    private static RuntimeException birthUnknown(String idType) {
        return problem(IdType.RESIDENT_ID.code().equals(idType) ? "身份证号码位数、日期或校验码不正确" : "缺少出生日期");
    }

    /** Without a type, a number is a resident ID's; without both there is no document. */
    private static String idType(String text, String idNumber) {
        if (text.isEmpty()) {
            return idNumber.isEmpty() ? IdType.NONE.code() : IdType.RESIDENT_ID.code();
        }
        return IdType.ofText(text).orElseThrow(() -> problem("证件类型无法识别")).code();
    }

    private static Sex sex(String text) {
        return Arrays.stream(Sex.values())
                .filter(sex -> sex.label().equals(text)
                        || Integer.toString(sex.code()).equals(text)
                        || (sex.label() + "性").equals(text))
                .findFirst()
                .orElseThrow(() -> problem("性别无法识别"));
    }

    private static String village(SheetRow row, VillageNames villages) {
        Optional<String> code = row.filled(AREA_CODE).map(ResidentRow::plain);
        return code.or(() -> row.filled(AREA_PATH)
                        .map(path -> villages.code(path).orElseThrow(() -> problem("居住地不是本市的村（居）委会"))))
                .orElseThrow(() -> problem("缺少行政区划代码或居住地"));
    }

    private static List<StatusKind> statuses(String text) {
        List<StatusKind> kinds = new ArrayList<>();
        for (String label : text.split("[、,，;；\\s]+")) {
            if (!label.isEmpty()) {
                kinds.add(StatusKind.ofLabel(label).orElseThrow(() -> problem("人员类别“" + label + "”无法识别")));
            }
        }
        return kinds;
    }

    private static LocalDate since(SheetRow row) {
        return row.filled(SINCE).map(text -> day(text, "身份起始日期无法识别")).orElseThrow(() -> problem("填写了人员类别，缺少身份起始日期"));
    }

    static LocalDate day(String text, String otherwise) {
        Matcher parts = DAY.matcher(plain(text));
        try {
            if (parts.matches()) {
                return LocalDate.of(
                        Integer.parseInt(parts.group(1)),
                        Integer.parseInt(parts.group(2)),
                        Integer.parseInt(parts.group(3)));
            }
        } catch (DateTimeException noSuchDay) {
            throw problem(otherwise);
        }
        throw problem(otherwise);
    }

    /** Full-width digits and letters are typed often enough. */
    private static String plain(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC).strip();
    }

    private static RuntimeException problem(String reason) {
        return Refusal.rule("row-refused", reason + "。").asException();
    }
}
