package org.kangcheng.directory;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The counties' borders as a picture of {@link #SIZE} by {@link #SIZE}: for maps drawn on the server. */
@Component
public class CountyOutlines {
    public static final int SIZE = 400;
    private static final double MARGIN = 8;

    /** @param path the border as SVG knows it; x and y where the name stands */
    public record Outline(String code, String name, String path, double x, double y) {}

    /** How degrees become places in the picture: north is up, and a degree of longitude is shorter than one of latitude. */
    private record Frame(double west, double north, double narrow, double scale) {
        static Frame around(List<JsonNode> points) {
            double west = 180;
            double east = -180;
            double south = 90;
            double north = -90;
            for (JsonNode point : points) {
                west = Math.min(west, point.get(0).asDouble());
                east = Math.max(east, point.get(0).asDouble());
                south = Math.min(south, point.get(1).asDouble());
                north = Math.max(north, point.get(1).asDouble());
            }
            double narrow = Math.cos(Math.toRadians((south + north) / 2));
            return new Frame(
                    west, north, narrow, (SIZE - 2 * MARGIN) / Math.max((east - west) * narrow, north - south));
        }

        double x(JsonNode point) {
            return (point.get(0).asDouble() - west) * narrow * scale + MARGIN;
        }

        double y(JsonNode point) {
            return (north - point.get(1).asDouble()) * scale + MARGIN;
        }
    }

    private final List<Outline> all;

    CountyOutlines(JsonMapper json) {
        try (InputStream in =
                Objects.requireNonNull(CountyOutlines.class.getResourceAsStream("/static/map/counties.geojson"))) {
            JsonNode map = json.readTree(in);
            List<JsonNode> points = new ArrayList<>();
            map.path("features").forEach(feature -> rings(feature).forEach(ring -> ring.forEach(points::add)));
            Frame frame = Frame.around(points);
            List<Outline> outlines = new ArrayList<>();
            map.path("features").forEach(feature -> outlines.add(outline(feature, frame)));
            this.all = List.copyOf(outlines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public List<Outline> all() {
        return all;
    }

    private static Outline outline(JsonNode feature, Frame frame) {
        StringBuilder path = new StringBuilder();
        for (JsonNode ring : rings(feature)) {
            char command = 'M';
            for (JsonNode point : ring) {
                path.append(command).append(String.format(Locale.ROOT, "%.1f %.1f", frame.x(point), frame.y(point)));
                command = 'L';
            }
            path.append('Z');
        }
        JsonNode properties = feature.path("properties");
        JsonNode centre = properties.path("cp");
        return new Outline(
                feature.path("id").asString(),
                properties.path("name").asString(),
                path.toString(),
                frame.x(centre),
                frame.y(centre));
    }

    /** The rings of a polygon, or of all polygons of several. */
    private static List<JsonNode> rings(JsonNode feature) {
        List<JsonNode> rings = new ArrayList<>();
        JsonNode geometry = feature.path("geometry");
        if (geometry.path("type").asString().equals("MultiPolygon")) {
            geometry.path("coordinates").forEach(polygon -> polygon.forEach(rings::add));
        } else {
            geometry.path("coordinates").forEach(rings::add);
        }
        return rings;
    }
}
