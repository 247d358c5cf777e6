package org.kangcheng.governance;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.kangcheng.directory.CountyOutlines;
import org.kangcheng.directory.CountyOutlines.Outline;
import org.springframework.stereotype.Component;

/** 作战图: the city's counties as outlines, coloured by how their items stand; drawn on the server, no script needed. */
@Component
class CountyMap {
    record Shape(Outline outline, Light light, ItemCount count) {}

    private final CountyOutlines outlines;

    CountyMap(CountyOutlines outlines) {
        this.outlines = outlines;
    }

    /** The counties that there are figures of: red with anything late, yellow with anything near. */
    List<Shape> of(Map<String, ItemCount> counts) {
        List<Shape> shapes = new ArrayList<>();
        for (Outline outline : outlines.all()) {
            ItemCount count = counts.get(outline.code());
            if (count != null) {
                Light light = count.red() > 0 ? Light.RED : count.yellow() > 0 ? Light.YELLOW : Light.GREEN;
                shapes.add(new Shape(outline, light, count));
            }
        }
        return shapes;
    }
}
