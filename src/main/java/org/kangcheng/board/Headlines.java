package org.kangcheng.board;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.kangcheng.indicator.Indicator;
import org.kangcheng.indicator.Indicators;
import org.kangcheng.indicator.Place;
import org.springframework.stereotype.Component;

/** Which figures stand large at the top of a board: those of {@code boards/headlines.txt}, then those with a target. */
@Component
class Headlines {
    private static final int SHOWN = 8;

    private final Indicators indicators;
    private final List<String> first = read();

    Headlines(Indicators indicators) {
        this.indicators = indicators;
    }

    private static List<String> read() {
        try (InputStream in = Objects.requireNonNull(Headlines.class.getResourceAsStream("/boards/headlines.txt"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Everything that can be told of such a place. */
    List<Indicator> all(Place place) {
        return indicators.all().stream()
                .filter(Indicator::fed)
                .filter(it -> !place.isInstitution() || it.institutions())
                .toList();
    }

    List<Indicator> of(Place place) {
        List<Indicator> all = all(place);
        Set<Indicator> chosen = new LinkedHashSet<>();
        first.forEach(id -> all.stream().filter(it -> it.id().equals(id)).forEach(chosen::add));
        Stream.concat(all.stream().filter(it -> it.target() != null), all.stream())
                .forEach(chosen::add);
        return chosen.stream().limit(SHOWN).toList();
    }
}
