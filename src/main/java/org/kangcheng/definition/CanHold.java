package org.kangcheng.definition;

import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Whether rules can hold together of anybody at all. It says no only when it is sure: each rule is taken apart into cases
 * (this and that, or that), and a case is impossible when the conditions on one name leave it no value. What relates two
 * names, computes, or compares beginnings of texts is taken as possible; so are rules of more cases than can be looked at.
 */
public final class CanHold {
    /** What is asked of a rule. Something unknown makes it neither true nor false. */
    enum Asked {
        TRUE,
        FALSE,
        NOT_TRUE,
        NOT_FALSE;

        Asked opposite() {
            return switch (this) {
                case TRUE -> FALSE;
                case FALSE -> TRUE;
                case NOT_TRUE -> NOT_FALSE;
                case NOT_FALSE -> NOT_TRUE;
            };
        }

        boolean forTrue() {
            return this == TRUE || this == NOT_FALSE;
        }

        boolean surely() {
            return this == TRUE || this == FALSE;
        }
    }

    private static final int MOST_CASES = 4_000;

    private static final class TooMany extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    /** Conditions by name, all of them to be met. */
    private record Case(Map<String, Values> names) {}

    private static final Case NO_MATTER = new Case(Map.of());

    private final Vocabulary vocabulary;
    private List<Case> cases = List.of(NO_MATTER);
    private boolean sure = true;

    CanHold(Vocabulary vocabulary) {
        this.vocabulary = vocabulary;
    }

    /** Whether these rules can all hold of somebody; a no is sure, a yes is not. */
    public static boolean together(Vocabulary vocabulary, List<Rule> rules) {
        CanHold all = new CanHold(vocabulary);
        rules.forEach(rule -> all.and(rule, Asked.TRUE));
        return all.possible();
    }

    /** Asks this too. */
    CanHold and(Rule rule, Asked asked) {
        if (sure) {
            try {
                cases = both(cases, cases(rule.expression(), asked));
            } catch (TooMany e) {
                sure = false;
            }
        }
        return this;
    }

    /** True also when it is not known. */
    boolean possible() {
        return !sure || !cases.isEmpty();
    }

    private List<Case> cases(CelExpr expression, Asked asked) {
        return switch (expression.exprKind().getKind()) {
            case CONSTANT -> whether(expression.constant().booleanValue() == asked.forTrue());
            case IDENT -> name(expression.ident().name(), asked);
            case CALL -> call(expression.call(), asked);
            default -> List.of(NO_MATTER);
        };
    }

    private static List<Case> whether(boolean possible) {
        return possible ? List.of(NO_MATTER) : List.of();
    }

    private List<Case> name(String name, Asked asked) {
        if (name.startsWith(Vocabulary.KNOWN)) {
            String of = name.substring(Vocabulary.KNOWN.length());
            return asked.forTrue() ? has(of, Values.KNOWN) : one(of, Values.UNKNOWN);
        }
        return atom(name, Values.answer(true), Values.answer(false), asked);
    }

    private List<Case> call(CelExpr.CelCall call, Asked asked) {
        List<CelExpr> arguments = call.args();
        return switch (call.function()) {
            case "!_" -> cases(arguments.getFirst(), asked.opposite());
            case "_&&_" -> asked.forTrue() ? both(arguments.get(0), arguments.get(1), asked) : either(arguments, asked);
            case "_||_" -> asked.forTrue() ? either(arguments, asked) : both(arguments.get(0), arguments.get(1), asked);
            case "_?_:_" -> choice(arguments, asked);
            case "@in" -> in(arguments.get(0), arguments.get(1), asked);
            case "_==_", "_!=_", "_<_", "_<=_", "_>_", "_>=_" -> comparison(call.function(), arguments, asked);
            default -> List.of(NO_MATTER);
        };
    }

    private List<Case> both(CelExpr left, CelExpr right, Asked asked) {
        return both(cases(left, asked), cases(right, asked));
    }

    private List<Case> either(List<CelExpr> parts, Asked asked) {
        return together(cases(parts.get(0), asked), cases(parts.get(1), asked));
    }

    /** Holds: the condition and the first, or its contrary and the second. Does not: neither of the two. */
    private List<Case> choice(List<CelExpr> parts, Asked asked) {
        CelExpr condition = parts.get(0);
        if (asked.surely()) {
            return together(
                    both(cases(condition, Asked.TRUE), cases(parts.get(1), asked)),
                    both(cases(condition, Asked.FALSE), cases(parts.get(2), asked)));
        }
        return both(
                together(cases(condition, Asked.NOT_TRUE), cases(parts.get(1), asked)),
                together(cases(condition, Asked.NOT_FALSE), cases(parts.get(2), asked)));
    }

    private List<Case> in(CelExpr element, CelExpr list, Asked asked) {
        String code = text(element);
        String codes = identifier(list);
        if (code != null && codes != null && vocabulary.names().get(codes) == Kind.CODES) {
            return one(codes, asked.forTrue() ? Values.has(code) : Values.lacks(code));
        }
        String name = identifier(element);
        if (name == null || list.exprKind().getKind() != CelExpr.ExprKind.Kind.LIST) {
            return List.of(NO_MATTER);
        }
        Set<String> texts = new TreeSet<>();
        for (CelExpr each : list.list().elements()) {
            String text = text(each);
            if (text == null) {
                return List.of(NO_MATTER);
            }
            texts.add(text);
        }
        return atom(name, Values.oneOf(texts), Values.noneOf(texts), asked);
    }

    private List<Case> comparison(String operator, List<CelExpr> sides, Asked asked) {
        String left = identifier(sides.get(0));
        String right = identifier(sides.get(1));
        if (left != null && right == null) {
            return compared(left, operator, sides.get(1), asked);
        }
        if (right != null && left == null) {
            return compared(right, turned(operator), sides.get(0), asked);
        }
        return List.of(NO_MATTER);
    }

    private List<Case> compared(String name, String operator, CelExpr constant, Asked asked) {
        String text = text(constant);
        if (text != null) {
            Values is = Values.oneOf(Set.of(text));
            Values isNot = Values.noneOf(Set.of(text));
            return operator.equals("_==_") ? atom(name, is, isNot, asked) : atom(name, isNot, is, asked);
        }
        Double number = number(constant);
        if (number == null) {
            return List.of(NO_MATTER);
        }
        return switch (operator) {
            case "_<_" -> atom(name, Values.to(number, true), Values.from(number, false), asked);
            case "_<=_" -> atom(name, Values.to(number, false), Values.from(number, true), asked);
            case "_>_" -> atom(name, Values.from(number, true), Values.to(number, false), asked);
            case "_>=_" -> atom(name, Values.from(number, false), Values.to(number, true), asked);
            case "_==_" -> equal(name, number, asked);
            default -> equal(name, number, asked.opposite());
        };
    }

    private List<Case> equal(String name, double number, Asked asked) {
        return asked.forTrue()
                ? atom(name, Values.exactly(number), Values.KNOWN, asked)
                : together(
                        atom(name, Values.KNOWN, Values.to(number, true), asked),
                        atom(name, Values.KNOWN, Values.from(number, true), asked));
    }

    /** @param holds what is left of the name's values if it holds; where more than known is asked, unknown will do too */
    private List<Case> atom(String name, Values holds, Values fails, Asked asked) {
        List<Case> known = has(name, asked.forTrue() ? holds : fails);
        return asked.surely() ? known : together(known, one(name, Values.UNKNOWN));
    }

    /** A name that has such a value: then it was also asked for. */
    private List<Case> has(String name, Values values) {
        List<Case> such = one(name, values);
        Rule when = vocabulary.domain(name).askedWhen();
        return when == null ? such : both(such, cases(when.expression(), Asked.TRUE));
    }

    private List<Case> one(String name, Values values) {
        return Values.of(vocabulary.domain(name))
                .and(values, isWhole(name))
                .map(left -> List.of(new Case(Map.of(name, left))))
                .orElse(List.of());
    }

    private boolean isWhole(String name) {
        return vocabulary.names().get(name) == Kind.WHOLE;
    }

    private List<Case> both(List<Case> left, List<Case> right) {
        Set<Case> all = new LinkedHashSet<>();
        for (Case a : left) {
            for (Case b : right) {
                both(a, b).ifPresent(all::add);
                if (all.size() > MOST_CASES) {
                    throw new TooMany();
                }
            }
        }
        return List.copyOf(all);
    }

    private Optional<Case> both(Case a, Case b) {
        Map<String, Values> names = new HashMap<>(a.names);
        for (Map.Entry<String, Values> more : b.names.entrySet()) {
            Values has = names.getOrDefault(more.getKey(), Values.ANY);
            Optional<Values> left = has.and(more.getValue(), isWhole(more.getKey()));
            if (left.isEmpty()) {
                return Optional.empty();
            }
            names.put(more.getKey(), left.get());
        }
        return Optional.of(new Case(names));
    }

    private static List<Case> together(List<Case> left, List<Case> right) {
        if (left.size() + right.size() > MOST_CASES) {
            throw new TooMany();
        }
        List<Case> all = new ArrayList<>(left);
        all.addAll(right);
        return all;
    }

    private static String turned(String operator) {
        return switch (operator) {
            case "_<_" -> "_>_";
            case "_<=_" -> "_>=_";
            case "_>_" -> "_<_";
            case "_>=_" -> "_<=_";
            default -> operator;
        };
    }

    private static @Nullable String identifier(CelExpr expression) {
        boolean name = expression.exprKind().getKind() == CelExpr.ExprKind.Kind.IDENT
                && !expression.ident().name().startsWith(Vocabulary.KNOWN);
        return name ? expression.ident().name() : null;
    }

    private static @Nullable String text(CelExpr expression) {
        return isConstant(expression) && expression.constant().getKind() == CelConstant.Kind.STRING_VALUE
                ? expression.constant().stringValue()
                : null;
    }

    private static @Nullable Double number(CelExpr expression) {
        if (!isConstant(expression)) {
            return null;
        }
        return switch (expression.constant().getKind()) {
            case INT64_VALUE -> (double) expression.constant().int64Value();
            case DOUBLE_VALUE -> expression.constant().doubleValue();
            default -> null;
        };
    }

    private static boolean isConstant(CelExpr expression) {
        return expression.exprKind().getKind() == CelExpr.ExprKind.Kind.CONSTANT;
    }
}
