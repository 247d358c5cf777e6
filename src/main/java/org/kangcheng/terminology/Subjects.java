package org.kangcheng.terminology;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.core.io.ClassPathResource;

/**
 * 诊疗科目: what a department is licensed for. The codes of 医疗机构诊疗科目名录 (卫医发〔1994〕27号, with 疼痛科 of 2007 and
 * 重症医学科 of 2009), written with four digits: 03.04 is 0304, 03 is 0300. Codes from 9900 on are local, for departments
 * that the list does not know (药剂科).
 */
public final class Subjects {
    private static final Map<String, String> NAMES = read();

    private Subjects() {}

    /** Of a 4-digit code: 内科·心血管内科. */
    public static Optional<String> name(String code) {
        return Optional.ofNullable(NAMES.get(code));
    }

    private static Map<String, String> read() {
        Map<String, String> names = new LinkedHashMap<>();
        try {
            new ClassPathResource("terminology/subjects.csv")
                    .getContentAsString(StandardCharsets.UTF_8)
                    .lines()
                    .skip(1)
                    .map(line -> line.split(","))
                    .forEach(line -> names.put(line[0], line[1]));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return names;
    }
}
