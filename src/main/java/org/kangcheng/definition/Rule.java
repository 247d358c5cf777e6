package org.kangcheng.definition;

import dev.cel.common.ast.CelExpr;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * 规则: a condition in a part of CEL, over the names of a {@link Vocabulary}. What is unknown is neither true nor false,
 * and a rule that comes to no answer does not hold: in Java (one person) as in SQL (the city) and on the phone (off line).
 *
 * <p>The part: {@code && || ! == != < <= > >= + - * / ?: in}, {@code startsWith}, {@code known(name)}, literals and
 * lists of literals.
 */
public final class Rule {
    private final String text;
    private final Cel cel;

    private Rule(String text, Cel cel) {
        this.text = text;
        this.cel = cel;
    }

    /** @param where told in what is found wrong: the rule's path within its definition */
    public static Rule parse(String where, String text, Vocabulary vocabulary) throws UnsoundException {
        return new Rule(text, Cel.parse(where, text, vocabulary, Kind.YES_NO));
    }

    /** Whether it holds of one person. @param facts by name: Boolean, Long, Double, String, List of String; or null */
    public boolean holds(Map<String, ? extends @Nullable Object> facts) {
        return Boolean.TRUE.equals(cel.value(facts));
    }

    /**
     * The same as a condition over many: true, or else false or null.
     *
     * @param columns the SQL expression of each name that does not stand for itself
     */
    public String sql(Map<String, String> columns) {
        return cel.sql(columns);
    }

    CelExpr expression() {
        return cel.tree().getExpr();
    }

    /** The same as data, for the phone: see {@link TreeData}. */
    public List<Object> tree() {
        return TreeData.of(cel.tree());
    }

    @Override
    public String toString() {
        return text;
    }
}
