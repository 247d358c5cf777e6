package org.kangcheng.directory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

class CountyBordersTests {
    private final CountyBorders borders = new CountyBorders(JsonMapper.shared());

    @ParameterizedTest
    @CsvSource({
        "36.434669, 115.988349, 371502",
        "36.114392, 115.79182, 371521",
        "36.838277, 115.704881, 371581",
        // On the border of two: the map cannot tell.
        "36.271484, 116.040039, 371502 371521",
        // Elsewhere.
        "36.66, 117.0, ''",
        "-36.4, 115.9, ''",
    })
    void aPlaceLiesInItsCounty(double latitude, double longitude, String counties) {
        List<String> told =
                Arrays.stream(counties.split(" ")).filter(it -> !it.isEmpty()).toList();
        assertThat(borders.around(latitude, longitude)).containsExactlyInAnyOrderElementsOf(told);
    }
}
