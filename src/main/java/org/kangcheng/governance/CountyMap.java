package org.kangcheng.governance;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** 作战图: the city's counties as outlines, coloured by how their items stand; drawn on the server, no script needed. */
@Component
class CountyMap {
    /** Of the picture, in its own units. */
    static final int SIZE = 400;

    private static final double MARGIN = 8;

    /** @param path the outline as SVG knows it; x and y of its name */
    record Outline(String code, String name, String path, double x, double y) {}

    record Shape(Outline outline, Light light, ItemCount count) {}

    private final List<Outline> outlines;

    CountyMap(JsonMapper json) {
        try (InputStream in =
                Objects.requireNonNull(CountyMap.class.getResourceAsStream("/static/map/counties.geojson"))) {
            this.outlines = read(json.readTree(in));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The counties that there are figures of: red with anything late, yellow with anything near. */
    List<Shape> of(Map<String, ItemCount> counts) {
        List<Shape> shapes = new ArrayList<>();
        for (Outline outline : outlines) {
            ItemCount count = counts.get(outline.code);
            if (count != null) {
                Light light = count.red() > 0 ? Light.RED : count.yellow() > 0 ? Light.YELLOW : Light.GREEN;
                shapes.add(new Shape(outline, light, count));
            }
        }
        return shapes;
    }

    private static List<Outline> read(JsonNode map) {
        double[] box = {180, 90, -180, -90};
        map.path("features")
                .forEach(feature -> points(feature)
                        .forEach(ring -> ring.forEach(point -> {
                            box[0] = Math.min(box[0], point.get(0).asDouble());
                            box[1] = Math.min(box[1], point.get(1).asDouble());
                            box[2] = Math.max(box[2], point.get(0).asDouble());
                            box[3] = Math.max(box[3], point.get(1).asDouble());
                        })));
        // A degree of longitude is shorter than one of latitude here.
        double narrow = Math.cos(Math.toRadians((box[1] + box[3]) / 2));
        double scale = (SIZE - 2 * MARGIN) / Math.max((box[2] - box[0]) * narrow, box[3] - box[1]);
        List<Outline> outlines = new ArrayList<>();
        for (JsonNode feature : map.path("features")) {
            StringBuilder path = new StringBuilder();
            for (JsonNode ring : points(feature)) {
                char command = 'M';
                for (JsonNode point : ring) {
                    path.append(command)
                            .append(at((point.get(0).asDouble() - box[0]) * narrow * scale + MARGIN))
                            .append(' ')
                            .append(at((box[3] - point.get(1).asDouble()) * scale + MARGIN));
                    command = 'L';
                }
                path.append('Z');
            }
            JsonNode centre = feature.path("properties").path("cp");
            outlines.add(new Outline(
                    feature.path("id").asString(),
                    feature.path("properties").path("name").asString(),
                    path.toString(),
                    (centre.get(0).asDouble() - box[0]) * narrow * scale + MARGIN,
                    (box[3] - centre.get(1).asDouble()) * scale + MARGIN));
        }
        return List.copyOf(outlines);
    }

    /** The rings of a polygon, or of all polygons of several. */
    private static List<JsonNode> points(JsonNode feature) {
        List<JsonNode> rings = new ArrayList<>();
        JsonNode geometry = feature.path("geometry");
        if (geometry.path("type").asString().equals("MultiPolygon")) {
            geometry.path("coordinates").forEach(polygon -> polygon.forEach(rings::add));
        } else {
            geometry.path("coordinates").forEach(rings::add);
        }
        return rings;
    }

    private static String at(double position) {
        return String.format(Locale.ROOT, "%.1f", position);
    }
}
