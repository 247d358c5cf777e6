package org.kangcheng.directory;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The counties' borders as the map has them that the pages draw. */
@Component
public class CountyBorders {
    /**
     * The map is drawn to some hundred metres, and on the datum of Chinese maps, which lies up to 700 m beside that of a
     * phone (WGS 84).
     */
    private static final double MAP_WRONG_BY_METRES = 1_000;

    private static final double METRES_OF_A_DEGREE = 111_320;

    /** Degrees. */
    record Point(double longitude, double latitude) {}

    /** @param centre where the name stands @param rings each closed; of one polygon, or of several */
    record Border(String code, String name, Point centre, List<List<Point>> rings) {}

    private final List<Border> all;

    CountyBorders(JsonMapper json) {
        try (InputStream in =
                Objects.requireNonNull(CountyBorders.class.getResourceAsStream("/static/map/counties.geojson"))) {
            this.all = json.readTree(in)
                    .path("features")
                    .valueStream()
                    .map(CountyBorders::border)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<Border> all() {
        return all;
    }

    /**
     * The codes of the counties in which a place lies, or so near to which that the map cannot tell; none when it lies outside
     * the city.
     *
     * @param latitude in degrees, as {@code longitude}
     */
    public List<String> around(double latitude, double longitude) {
        Point place = new Point(longitude, latitude);
        return all.stream()
                .filter(county -> county.rings.stream()
                                                .filter(ring -> surrounds(ring, place))
                                                .count()
                                        % 2
                                == 1
                        || county.rings.stream().anyMatch(ring -> isNear(ring, place)))
                .map(Border::code)
                .toList();
    }

    /** Whether a line from the place eastwards leaves the ring an odd number of times. */
    private static boolean surrounds(List<Point> ring, Point place) {
        boolean inside = false;
        for (int at = 0, before = ring.size() - 1; at < ring.size(); before = at++) {
            Point a = ring.get(at);
            Point b = ring.get(before);
            if (a.latitude > place.latitude != b.latitude > place.latitude
                    && place.longitude
                            < (b.longitude - a.longitude) * (place.latitude - a.latitude) / (b.latitude - a.latitude)
                                    + a.longitude) {
                inside = !inside;
            }
        }
        return inside;
    }

    private static boolean isNear(List<Point> ring, Point place) {
        for (int at = 0, before = ring.size() - 1; at < ring.size(); before = at++) {
            if (metres(ring.get(before), ring.get(at), place) <= MAP_WRONG_BY_METRES) {
                return true;
            }
        }
        return false;
    }

    /** From the place to the nearest point between {@code a} and {@code b}, as on a plane. */
    private static double metres(Point a, Point b, Point place) {
        double narrow = Math.cos(Math.toRadians(place.latitude));
        double ax = (a.longitude - place.longitude) * narrow;
        double ay = a.latitude - place.latitude;
        double dx = (b.longitude - a.longitude) * narrow;
        double dy = b.latitude - a.latitude;
        double length = dx * dx + dy * dy;
        double along = length == 0 ? 0 : Math.clamp(-(ax * dx + ay * dy) / length, 0, 1);
        return Math.hypot(ax + along * dx, ay + along * dy) * METRES_OF_A_DEGREE;
    }

    private static Border border(JsonNode feature) {
        JsonNode properties = feature.path("properties");
        return new Border(
                feature.path("id").asString(),
                properties.path("name").asString(),
                point(properties.path("cp")),
                rings(feature.path("geometry")));
    }

    private static Point point(JsonNode node) {
        return new Point(node.get(0).asDouble(), node.get(1).asDouble());
    }

    private static List<List<Point>> rings(JsonNode geometry) {
        JsonNode coordinates = geometry.path("coordinates");
        List<List<Point>> rings = new ArrayList<>();
        if (geometry.path("type").asString().equals("MultiPolygon")) {
            coordinates.forEach(polygon -> polygon.forEach(ring -> rings.add(ring(ring))));
        } else {
            coordinates.forEach(ring -> rings.add(ring(ring)));
        }
        return rings;
    }

    private static List<Point> ring(JsonNode ring) {
        return ring.valueStream().map(CountyBorders::point).toList();
    }
}
