package org.kangcheng.encounter;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;
import org.kangcheng.identity.Sex;
import org.kangcheng.kernel.Fen;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;

/** What can be diagnosed, ordered and prescribed: the lists under {@code resources/encounter}. */
@Component
public class Catalogue {
    private static final CSVFormat CSV =
            CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get();

    private final Map<String, Disease> diseases;
    private final Map<String, LaboratoryTest> tests;
    private final Map<String, Medicine> medicines;

    Catalogue() {
        Map<String, List<CSVRecord>> analytes =
                rows("analytes").stream().collect(Collectors.groupingBy(row -> row.get("test")));
        diseases = read("diagnoses", Disease::code, row -> new Disease(row.get("code"), row.get("name")));
        tests = read(
                "laboratory-tests",
                LaboratoryTest::code,
                row -> test(row, analytes.getOrDefault(row.get("code"), List.of())));
        medicines = read("medicines", Medicine::code, Catalogue::medicine);
    }

    public Collection<Disease> diseases() {
        return diseases.values();
    }

    public Collection<LaboratoryTest> tests() {
        return tests.values();
    }

    public Collection<Medicine> medicines() {
        return medicines.values();
    }

    public Optional<Disease> disease(String code) {
        return Optional.ofNullable(diseases.get(code));
    }

    public Optional<LaboratoryTest> test(String code) {
        return Optional.ofNullable(tests.get(code));
    }

    public Optional<Medicine> medicine(String code) {
        return Optional.ofNullable(medicines.get(code));
    }

    /** What was ordered stays in the catalogue: an unknown code here is a fault. */
    LaboratoryTest orderedTest(String code) {
        return test(code).orElseThrow();
    }

    Medicine prescribed(String code) {
        return medicine(code).orElseThrow();
    }

    private static LaboratoryTest test(CSVRecord row, List<CSVRecord> analytes) {
        return new LaboratoryTest(
                row.get("code"),
                row.get("name"),
                row.get("loinc"),
                row.get("specimen"),
                price(row),
                analytes.stream().map(Catalogue::analyte).toList());
    }

    private static Analyte analyte(CSVRecord row) {
        return new Analyte(
                row.get("code"),
                row.get("name"),
                row.get("loinc"),
                row.get("unit"),
                row.get("unit_label"),
                sex(row.get("sex")),
                number(row.get("low")),
                number(row.get("high")),
                number(row.get("least")),
                number(row.get("most")),
                words(row.get("options")));
    }

    private static Medicine medicine(CSVRecord row) {
        return new Medicine(
                row.get("code"),
                row.get("name"),
                row.get("form"),
                row.get("pack"),
                row.get("route"),
                row.get("dosage"),
                price(row),
                words(row.get("allergens")));
    }

    private static Fen price(CSVRecord row) {
        return new Fen(Long.parseLong(row.get("price_fen")));
    }

    private static @Nullable Sex sex(String letter) {
        return switch (letter) {
            case "M" -> Sex.MALE;
            case "F" -> Sex.FEMALE;
            default -> null;
        };
    }

    private static @Nullable BigDecimal number(String text) {
        return text.isEmpty() ? null : new BigDecimal(text);
    }

    private static List<String> words(String text) {
        return text.isEmpty() ? List.of() : List.of(text.split("\\|"));
    }

    private static <T> Map<String, T> read(String file, Function<T, String> key, Function<CSVRecord, T> item) {
        Map<String, T> items = new LinkedHashMap<>();
        rows(file).stream().map(item).forEach(it -> items.put(key.apply(it), it));
        return items;
    }

    private static List<CSVRecord> rows(String file) {
        try {
            String text = new ClassPathResource("encounter/" + file + ".csv").getContentAsString(UTF_8);
            try (var parsed = CSV.parse(new java.io.StringReader(text))) {
                return parsed.getRecords();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
