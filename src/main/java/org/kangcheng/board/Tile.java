package org.kangcheng.board;

import org.jspecify.annotations.Nullable;
import org.kangcheng.indicator.Direction;
import org.kangcheng.indicator.Figure;

/**
 * A figure beside what it was.
 *
 * @param before of the period before; null when that cannot be told
 */
record Tile(Figure figure, @Nullable Figure before) {
    /** Better, worse or neither than before. */
    public enum Way {
        BETTER("好转"),
        WORSE("变差"),
        SAME("持平"),
        UNKNOWN("");

        private final String label;

        Way(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    private @Nullable Double change() {
        Double now = figure.value();
        Double then = before == null ? null : before.value();
        return now == null || then == null ? null : now - then;
    }

    public Way way() {
        Double change = change();
        if (change == null || figure.direction() == Direction.NEITHER) {
            return Way.UNKNOWN;
        }
        if (changeText().isEmpty()) {
            return Way.SAME;
        }
        return change > 0 == (figure.direction() == Direction.MORE) ? Way.BETTER : Way.WORSE;
    }

    /** With its sign: ▲ 1.2%; "" where there is none to be seen. */
    public String changeText() {
        Double change = change();
        if (change == null) {
            return "";
        }
        String text = figure.unit().text(Math.abs(change));
        return text.matches("[0.,]*\\D*") ? "" : (change > 0 ? "▲ " : "▼ ") + text;
    }

    /** Nothing can be said of it, now or before, and nothing is broken: there was nothing to count. */
    public boolean silent() {
        return !figure.broken() && figure.value() == null && (before == null || before.value() == null);
    }

    public String beforeText() {
        return before == null ? "—" : before.text();
    }
}
