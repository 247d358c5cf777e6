package org.kangcheng.appraisal;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.kangcheng.definition.Definition;
import org.kangcheng.indicator.Period;

/**
 * 考核方案: a definition, read.
 *
 * @param period of how long a time it is
 * @param fall so many ranks lost since the period before lead to a talk; 0 never
 * @param links 三挂钩: of how many points the score makes what share
 */
record Scheme(
        Definition definition,
        Subjects subjects,
        Period.Kind period,
        int fall,
        List<Item> items,
        List<RedLine> redLines,
        Links links) {

    /** The weights of a scheme's items sum to it, and it is the best score. */
    static final int WHOLE = 100;

    /** Whom it is about; only those of one kind are ranked together. */
    enum Subjects {
        COUNTIES("县（市、区）"),
        HOSPITALS("二级以上医院"),
        PRIMARIES("基层医疗机构");

        private final String label;

        Subjects(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    /**
     * @param indicator whose value is scored; null when points are given by hand, and then there is no scoring either
     */
    record Item(
            String id,
            String title,
            @Nullable String indicator,
            double weight,
            @Nullable Scoring scoring) {
        public boolean byHand() {
            return indicator == null;
        }

        /** How its points are come by. */
        public String standard() {
            return scoring == null ? "人工评分" : scoring.words();
        }
    }

    /** @param below a value under it crosses the line; for what is better when less, {@code above} */
    record RedLine(
            String title,
            String indicator,
            @Nullable Double below,
            @Nullable Double above) {
        boolean crossedBy(double value) {
            return (below != null && value < below) || (above != null && value > above);
        }
    }

    /** 单位年度绩效、领导班子年度考核、县（市、区）科学发展综合考核: how many points each. */
    record Links(double unit, double leaders, double county) {}

    public String id() {
        return definition.id();
    }

    public String title() {
        return definition.title();
    }

    /** Those that items and red lines are about, each once. */
    List<String> indicators() {
        return Stream.concat(
                        items.stream().map(Item::indicator), redLines.stream().map(RedLine::indicator))
                .filter(Objects::nonNull)
                .map(Objects::requireNonNull)
                .distinct()
                .toList();
    }

    Optional<Item> item(String id) {
        return items.stream().filter(it -> it.id.equals(id)).findFirst();
    }
}
