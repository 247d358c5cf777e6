package org.kangcheng.governance;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.kangcheng.definition.FormText;
import org.kangcheng.definition.FormText.FieldText;

/**
 * 到场: a move that needs a visit to the place asks where the phone is. Who does not share it says why, and everybody reads
 * that. The directory knows no coordinates of institutions: {@link OnSite} compares it with the county.
 */
final class Visit {
    /** Latitude, longitude (WGS 84) and metres of accuracy, as {@link org.kangcheng.definition.Form.Input#PLACE} has them. */
    static final String PLACE = "visit_place";

    private static final String UNSHARED = "visit_unshared";
    private static final Map<String, String> LABELS = Map.of(PLACE, "现场位置", UNSHARED, "未提供现场位置，原因");

    private Visit() {}

    /** What the move asks besides: the place, or why there is none. */
    static FormText asked(@Nullable FormText text) {
        List<FieldText> fields =
                new ArrayList<>(text == null || text.fields() == null ? List.<FieldText>of() : text.fields());
        fields.add(field(PLACE, "place", true, null));
        fields.add(field(UNSHARED, "text", false, "!known(" + PLACE + ")"));
        return new FormText(fields, text == null ? null : text.grades(), text == null ? null : text.contradictions());
    }

    private static FieldText field(String id, String kind, boolean optional, @Nullable String when) {
        String label = Objects.requireNonNull(LABELS.get(id));
        return new FieldText(id, label, kind, null, null, null, null, optional, when, null, null, null);
    }

    /** {@code 36.45621,115.98543,12} as it is read: 北纬、东经 and how exactly. */
    static String said(String place) {
        String[] parts = place.split(",");
        String where = parts[0] + ", " + parts[1];
        return parts.length < 3 ? where : where + "（精确到 " + parts[2] + " 米）";
    }
}
