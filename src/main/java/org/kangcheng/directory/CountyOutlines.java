package org.kangcheng.directory;

import java.util.List;
import java.util.Locale;
import org.kangcheng.directory.CountyBorders.Border;
import org.kangcheng.directory.CountyBorders.Point;
import org.springframework.stereotype.Component;

/** The counties' borders as a picture of {@link #SIZE} by {@link #SIZE}: for maps drawn on the server. */
@Component
public class CountyOutlines {
    public static final int SIZE = 400;
    private static final double MARGIN = 8;

    /** @param path the border as SVG knows it; x and y where the name stands */
    public record Outline(String code, String name, String path, double x, double y) {}

    /** How degrees become places in the picture: north is up, and a degree of longitude is shorter than one of latitude. */
    private record Frame(double west, double north, double narrow, double scale) {
        static Frame around(List<Point> points) {
            double west = 180;
            double east = -180;
            double south = 90;
            double north = -90;
            for (Point point : points) {
                west = Math.min(west, point.longitude());
                east = Math.max(east, point.longitude());
                south = Math.min(south, point.latitude());
                north = Math.max(north, point.latitude());
            }
            double narrow = Math.cos(Math.toRadians((south + north) / 2));
            return new Frame(
                    west, north, narrow, (SIZE - 2 * MARGIN) / Math.max((east - west) * narrow, north - south));
        }

        double x(Point point) {
            return (point.longitude() - west) * narrow * scale + MARGIN;
        }

        double y(Point point) {
            return (north - point.latitude()) * scale + MARGIN;
        }
    }

    private final List<Outline> all;

    CountyOutlines(CountyBorders borders) {
        Frame frame = Frame.around(borders.all().stream()
                .flatMap(border -> border.rings().stream())
                .flatMap(List::stream)
                .toList());
        this.all = borders.all().stream().map(border -> outline(border, frame)).toList();
    }

    public List<Outline> all() {
        return all;
    }

    private static Outline outline(Border border, Frame frame) {
        StringBuilder path = new StringBuilder();
        for (List<Point> ring : border.rings()) {
            char command = 'M';
            for (Point point : ring) {
                path.append(command).append(String.format(Locale.ROOT, "%.1f %.1f", frame.x(point), frame.y(point)));
                command = 'L';
            }
            path.append('Z');
        }
        Point centre = border.centre();
        return new Outline(border.code(), border.name(), path.toString(), frame.x(centre), frame.y(centre));
    }
}
