package org.kangcheng.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** What a bench found: ratios and figures, and checks that must be true. Printed, and kept as {@code NAME.json}. */
final class Report {
    private final String name;
    private final LocalDate day;
    private final String label;
    private final Map<String, Double> ratios;
    private final Map<String, Object> figures;
    private final Map<String, Boolean> checks;

    Report(String name, LocalDate day) {
        this(name, day, "", new LinkedHashMap<>(), new LinkedHashMap<>(), new LinkedHashMap<>());
    }

    private Report(
            String name,
            LocalDate day,
            String label,
            Map<String, Double> ratios,
            Map<String, Object> figures,
            Map<String, Boolean> checks) {
        this.name = name;
        this.day = day;
        this.label = label;
        this.ratios = ratios;
        this.figures = figures;
        this.checks = checks;
    }

    /** The same report, where every ratio and figure begins with the label. */
    Report under(String more) {
        return new Report(name, day, label + more, ratios, figures, checks);
    }

    void ratio(String what, double value) {
        ratios.put(label + what, rounded(value));
    }

    void figure(String what, double value) {
        figures.put(label + what, rounded(value));
    }

    void figure(String what, String value) {
        figures.put(label + what, value);
    }

    /** Asked several times, it holds when it held each time. */
    void check(String what, boolean holds) {
        checks.merge(what, holds, Boolean::logicalAnd);
    }

    boolean holds() {
        return checks.values().stream().allMatch(Boolean::booleanValue);
    }

    private static double rounded(double value) {
        return Math.round(value * 1000) / 1000.0;
    }

    void print(PrintStream out) {
        out.printf("%n%s  %s  %s%n", name, day, machine());
        ratios.forEach((what, value) -> out.printf("  %-58s %12.3f ×%n", what, value));
        figures.forEach((what, value) -> out.printf("  %-58s %14s%n", what, value));
        checks.forEach((what, value) -> out.printf("  %-58s %14s%n", what, value ? "✓" : "✗ NO"));
    }

    void write(Path folder) throws IOException {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("name", name);
        all.put("date", day.toString());
        all.put("machine", machine());
        all.put("ratios", ratios);
        all.put("figures", figures);
        all.put("checks", checks);
        Files.createDirectories(folder);
        JsonMapper json =
                JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
        Files.writeString(folder.resolve(name + ".json"), json.writeValueAsString(all) + "\n");
    }

    private static String machine() {
        long gib = Math.round(memoryBytes() / (double) (1 << 30));
        return "%d cores, %d GiB, %s %s, Java %s"
                .formatted(
                        Runtime.getRuntime().availableProcessors(),
                        gib,
                        System.getProperty("os.name"),
                        System.getProperty("os.arch"),
                        Runtime.version().feature());
    }

    private static long memoryBytes() {
        var system = (com.sun.management.OperatingSystemMXBean)
                java.lang.management.ManagementFactory.getOperatingSystemMXBean();
        return system.getTotalMemorySize();
    }
}
