package org.kangcheng.definition;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A rule as SQL. Unknown is null, and SQL's three truth values do with it what CEL does with an error: {@code false &&
 * unknown} is false, {@code true || unknown} is true, everything else unknown.
 */
final class SqlText {
    /** What CEL knows and the other targets do not. */
    static final class NotInLanguage extends RuntimeException {
        private static final long serialVersionUID = 1;

        NotInLanguage(String message) {
            super(message);
        }
    }

    private static final long GREATEST = 1_000_000_000L;
    private static final Map<String, String> INFIX = Map.ofEntries(
            Map.entry("_&&_", "and"),
            Map.entry("_||_", "or"),
            Map.entry("_==_", "="),
            Map.entry("_!=_", "<>"),
            Map.entry("_<_", "<"),
            Map.entry("_<=_", "<="),
            Map.entry("_>_", ">"),
            Map.entry("_>=_", ">="),
            Map.entry("_+_", "+"),
            Map.entry("_-_", "-"),
            Map.entry("_*_", "*"));

    /** Written numbers and facts stay below a thousand million each: one product of two stays a bigint. */
    private static final int MOST_PRODUCTS = 1;

    private static final Set<String> ARITHMETIC = Set.of("_+_", "_-_", "_*_", "_/_", "-_");
    private static final Set<String> ORDER = Set.of("_<_", "_<=_", "_>_", "_>=_");
    private static final Set<String> EQUALITY = Set.of("_==_", "_!=_");

    private final CelAbstractSyntaxTree tree;
    private final Vocabulary vocabulary;
    private final Map<String, String> columns;
    /** Whether a decimal may be divided by any other: what is infinite then is nothing to a formula, but an error to SQL. */
    private final boolean anyDivisor;

    private int products;

    private SqlText(
            CelAbstractSyntaxTree tree, Vocabulary vocabulary, Map<String, String> columns, boolean anyDivisor) {
        this.tree = tree;
        this.vocabulary = vocabulary;
        this.columns = columns;
        this.anyDivisor = anyDivisor;
    }

    static String of(CelAbstractSyntaxTree tree, Vocabulary vocabulary, Map<String, String> columns) {
        return new SqlText(tree, vocabulary, columns, false).text(tree.getExpr());
    }

    /** Of a formula, which SQL never computes: whether it keeps to our part of the language. */
    static void requireInLanguage(CelAbstractSyntaxTree tree, Vocabulary vocabulary) {
        new SqlText(tree, vocabulary, Map.of(), true).text(tree.getExpr());
    }

    private String text(CelExpr expression) {
        return switch (expression.exprKind().getKind()) {
            case CONSTANT -> constant(expression.constant());
            case IDENT -> name(expression.ident().name());
            case LIST -> list(expression.list().elements());
            case CALL -> call(expression.call());
            default -> throw new NotInLanguage("规则中有不支持的写法（只支持比较、逻辑、四则运算、in、startsWith 和 known）。");
        };
    }

    private String name(String name) {
        if (name.startsWith(Vocabulary.KNOWN)) {
            return "(" + name(name.substring(Vocabulary.KNOWN.length())) + " is not null)";
        }
        String column = columns.getOrDefault(name, name);
        return vocabulary.names().get(name) == Kind.CODES ? "coalesce(" + column + ", '{}')" : column;
    }

    private static String constant(CelConstant constant) {
        return switch (constant.getKind()) {
            case BOOLEAN_VALUE -> Boolean.toString(constant.booleanValue());
            case INT64_VALUE -> number(constant.int64Value());
            case DOUBLE_VALUE -> number(constant.doubleValue());
            case STRING_VALUE -> quoted(constant.stringValue());
            default -> throw new NotInLanguage("规则中有不支持的常量。");
        };
    }

    private static String number(long value) {
        if (Math.abs(value) > GREATEST) {
            throw new NotInLanguage("规则中的数 %d 太大。".formatted(value));
        }
        return value + "::bigint";
    }

    private static String number(double value) {
        if (!(Math.abs(value) <= GREATEST)) {
            throw new NotInLanguage("规则中的数 %s 太大。".formatted(value));
        }
        return value + "::double precision";
    }

    private static String quoted(String value) {
        if (value.indexOf('\0') >= 0) {
            throw new NotInLanguage("规则中的文字含有无效字符。");
        }
        return "'" + value.replace("'", "''") + "'";
    }

    /** Of an unknown value SQL says that it is not in an empty list; CEL says nothing. */
    private String in(List<CelExpr> arguments) {
        String value = text(arguments.get(0));
        String any = value + " = any(" + text(arguments.get(1)) + ")";
        boolean always = arguments.get(0).exprKind().getKind() == CelExpr.ExprKind.Kind.CONSTANT;
        return always ? "(" + any + ")" : "(case when " + value + " is not null then " + any + " end)";
    }

    private String list(List<CelExpr> elements) {
        if (elements.stream().anyMatch(it -> it.exprKind().getKind() != CelExpr.ExprKind.Kind.CONSTANT)) {
            throw new NotInLanguage("方括号中只能是常量。");
        }
        return elements.stream().map(this::text).collect(Collectors.joining(", ", "array[", "]"));
    }

    private String call(CelExpr.CelCall call) {
        List<CelExpr> arguments = call.args();
        check(call.function(), arguments);
        String infix = INFIX.get(call.function());
        if (infix != null && arguments.size() == 2) {
            return "(" + text(arguments.get(0)) + " " + infix + " " + text(arguments.get(1)) + ")";
        }
        return switch (call.function()) {
            case "!_" -> "(not " + text(arguments.getFirst()) + ")";
            case "-_" -> "(- " + text(arguments.getFirst()) + ")";
            case "_/_" -> "(" + text(arguments.get(0)) + " / nullif(" + text(arguments.get(1)) + ", 0))";
            case "_?_:_" -> choice(arguments);
            case "@in" -> in(arguments);
            case "startsWith" -> startsWith(call);
            default -> throw new NotInLanguage("规则中不支持“%s”。".formatted(call.function()));
        };
    }

    /** What CEL would compute and SQL would compute otherwise, or not at all. */
    private void check(String function, List<CelExpr> arguments) {
        if (function.equals("_*_") && ++products > MOST_PRODUCTS) {
            throw new NotInLanguage("一条规则最多一次乘法。");
        }
        if (function.equals("_/_") && !anyDivisor && !isWhole(arguments.get(0)) && !isOther(arguments.get(1))) {
            throw new NotInLanguage("小数的除数只能是不为零的常数。");
        }
        boolean numbers = ARITHMETIC.contains(function) || ORDER.contains(function);
        if (numbers && !arguments.stream().allMatch(this::isNumber)) {
            throw new NotInLanguage("只有数可以比较大小和计算。");
        }
        if (EQUALITY.contains(function) && arguments.stream().anyMatch(this::isList)) {
            throw new NotInLanguage("代码表不能用等号比较，请用 in。");
        }
    }

    private boolean isWhole(CelExpr expression) {
        return tree.getType(expression.id()).filter(SimpleType.INT::equals).isPresent();
    }

    /** A written number other than zero. */
    private static boolean isOther(CelExpr expression) {
        return expression.exprKind().getKind() == CelExpr.ExprKind.Kind.CONSTANT
                && expression.constant().getKind() == CelConstant.Kind.DOUBLE_VALUE
                && expression.constant().doubleValue() != 0;
    }

    private boolean isNumber(CelExpr expression) {
        return tree.getType(expression.id())
                .filter(type -> type.equals(SimpleType.INT) || type.equals(SimpleType.DOUBLE))
                .isPresent();
    }

    private boolean isList(CelExpr expression) {
        return tree.getType(expression.id()).filter(ListType.class::isInstance).isPresent();
    }

    /** Not a plain else: when the condition is unknown, so is the outcome. */
    private String choice(List<CelExpr> arguments) {
        String condition = text(arguments.get(0));
        return "(case when " + condition + " then " + text(arguments.get(1)) + " when not " + condition + " then "
                + text(arguments.get(2)) + " end)";
    }

    private String startsWith(CelExpr.CelCall call) {
        CelExpr target = call.target().orElseThrow(() -> new NotInLanguage("startsWith 的写法是 名称.startsWith(\"…\")。"));
        return "starts_with(" + text(target) + ", " + text(call.args().getFirst()) + ")";
    }
}
