package org.kangcheng.programme;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a coded diagnosis counts as in programmes. */
final class DiagnosisCodes {
    private static final Map<String, String> CODES = load();
    private static final int ICD_STEM = 3;

    private DiagnosisCodes() {}

    static Optional<String> of(String code) {
        String whole = CODES.get(code);
        if (whole != null || code.length() <= ICD_STEM) {
            return Optional.ofNullable(whole);
        }
        return Optional.ofNullable(CODES.get(code.substring(0, ICD_STEM)));
    }

    private static Map<String, String> load() {
        try (InputStream in = DiagnosisCodes.class.getResourceAsStream("/programme/diagnoses.csv")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#") && !line.startsWith("code,"))
                    .map(line -> line.split(",", 2))
                    .collect(Collectors.toUnmodifiableMap(parts -> parts[0], parts -> parts[1]));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
