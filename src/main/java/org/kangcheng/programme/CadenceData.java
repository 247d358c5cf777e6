package org.kangcheng.programme;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A cadence as data, for the phone that dates the next time off line ({@code static/js/phone/dates.js}). */
final class CadenceData {
    private CadenceData() {}

    static Map<String, Object> of(Cadence cadence) {
        return switch (cadence) {
            case Cadence.Once _ -> Map.of("once", true);
            case Cadence.Every every -> Map.of("every", Map.of("days", every.days()));
            case Cadence.Yearly _ -> Map.of("yearly", true);
            case Cadence.Weekly weekly -> Map.of("weekly", Map.of("times", weekly.times(), "gap", weekly.gap()));
            case Cadence.Calendar calendar -> Map.of("calendar", calendar(calendar));
            case Cadence.Doses doses -> Map.of("doses", points(doses.doses()));
            case Cadence.Draw draw -> Map.of("draw", Map.of("share", draw.share()));
            case Cadence.After _ -> Map.of("after", true);
            case Cadence.Choose choose ->
                Map.of(
                        "choose",
                        choose.choices().stream().map(CadenceData::choice).toList());
            // Nobody delivers it.
            case Cadence.Until _ -> Map.of("until", true);
        };
    }

    private static Map<String, Object> calendar(Cadence.Calendar calendar) {
        Map<String, Object> data = new LinkedHashMap<>();
        if (calendar.anchor() != null) {
            data.put("anchor", calendar.anchor());
        }
        data.put("gap", calendar.gap());
        data.put("closes", calendar.closes());
        data.put("makesUp", calendar.makesUp());
        data.put("points", points(calendar.points()));
        return data;
    }

    private static List<List<String>> points(List<Cadence.Calendar.Point> points) {
        return points.stream()
                .map(point -> List.of(point.opens().toString(), point.due().toString()))
                .toList();
    }

    private static Map<String, Object> choice(Cadence.Choose.Choice choice) {
        Map<String, Object> data = new LinkedHashMap<>();
        if (choice.when() != null) {
            data.put("when", choice.when().tree());
        }
        data.put("then", of(choice.cadence()));
        return data;
    }
}
