package org.kangcheng.governance;

import java.util.List;
import java.util.stream.Collectors;
import org.kangcheng.directory.Areas;
import org.kangcheng.directory.CountyBorders;
import org.springframework.stereotype.Component;

/** 到场核对: whether the place that a phone told of a visit lies in the county of its item, as far as the map can tell. */
@Component
class OnSite {
    private static final int COUNTY = 6;

    private final CountyBorders borders;
    private final Areas areas;

    OnSite(CountyBorders borders, Areas areas) {
        this.borders = borders;
        this.areas = areas;
    }

    /** Said beside the place; a visit of something of the whole city is within it, or not. */
    String said(String place, String areaCode) {
        String[] parts = place.split(",");
        List<String> around = borders.around(Double.parseDouble(parts[0]), Double.parseDouble(parts[1]));
        if (around.isEmpty()) {
            return "不在本市";
        }
        String where = around.stream().map(areas::path).collect(Collectors.joining("、"));
        if (areaCode.length() < COUNTY) {
            return "在" + where;
        }
        String county = areaCode.substring(0, COUNTY);
        return around.contains(county) ? "在" + areas.path(county) : "不在事项所在的" + areas.path(county) + "（在" + where + "）";
    }
}
