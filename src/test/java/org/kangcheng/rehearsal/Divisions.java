package org.kangcheng.rehearsal;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.kangcheng.directory.Area;
import org.springframework.core.io.ClassPathResource;

/** The city's real divisions without a database. */
final class Divisions {
    static final List<Area> ALL = read();

    private Divisions() {}

    private static List<Area> read() {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                new ClassPathResource("city/divisions.csv").getInputStream(), StandardCharsets.UTF_8))) {
            return lines.lines().skip(1).map(Divisions::area).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Area area(String line) {
        String[] cells = line.split(",", -1);
        String parent = cells[2].isEmpty() ? null : cells[2];
        return new Area(cells[0], cells[1], parent, Area.Level.valueOf(cells[3].toUpperCase(Locale.ROOT)));
    }
}
