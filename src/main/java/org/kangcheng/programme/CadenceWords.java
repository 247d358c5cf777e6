package org.kangcheng.programme;

import java.util.stream.Collectors;

/** How often a service is due, as whoever it is for reads it. */
final class CadenceWords {
    private CadenceWords() {}

    static String of(Cadence cadence) {
        return switch (cadence) {
            case Cadence.Once once -> "%d 天内做一次".formatted(once.within());
            case Cadence.Every every -> "每 %d 天一次".formatted(every.days());
            case Cadence.Yearly _ -> "每年一次";
            case Cadence.Weekly weekly -> "每周 %d 次".formatted(weekly.times());
            case Cadence.Calendar calendar ->
                "按日程 %d 次".formatted(calendar.points().size());
            case Cadence.Doses doses -> "%d 剂".formatted(doses.doses().size());
            case Cadence.Draw draw -> "每天抽 %d%%".formatted(draw.share());
            case Cadence.After after -> "事后 %d 天内".formatted(after.within()) + (after.met() == null ? "" : "，别处做过的也算");
            case Cadence.Choose choose ->
                choose.choices().stream().map(it -> of(it.cadence())).distinct().collect(Collectors.joining("或"));
            case Cadence.Until until -> "%d 天内办成".formatted(until.within());
        };
    }
}
