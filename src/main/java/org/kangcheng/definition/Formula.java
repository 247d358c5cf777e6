package org.kangcheng.definition;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** 算式: a decimal number computed out of others, in the language of {@link Rule}; empty when one of them is unknown. */
public final class Formula {
    private final String text;
    private final int digits;
    private final Cel cel;

    private Formula(String text, int digits, Cel cel) {
        this.text = text;
        this.digits = digits;
        this.cel = cel;
    }

    /** @param digits after the point, to which the outcome is rounded half up */
    static Formula parse(String where, String text, int digits, Vocabulary vocabulary) throws UnsoundException {
        return new Formula(text, digits, Cel.parse(where, text, vocabulary, Kind.NUMBER));
    }

    public Optional<Double> value(Map<String, ? extends @Nullable Object> facts) {
        return cel.value(facts) instanceof Double number && Double.isFinite(number)
                ? Optional.of(BigDecimal.valueOf(number)
                        .setScale(digits, RoundingMode.HALF_UP)
                        .doubleValue())
                : Optional.empty();
    }

    public int digits() {
        return digits;
    }

    /** As data, for the phone: see {@link TreeData}. */
    List<Object> tree() {
        return TreeData.of(cel.tree());
    }

    @Override
    public String toString() {
        return text;
    }
}
