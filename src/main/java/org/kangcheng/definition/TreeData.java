package org.kangcheng.definition;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import java.util.ArrayList;
import java.util.List;

/**
 * A rule's checked tree as data, for whoever evaluates it without CEL: the phone ({@code static/js/phone/rules.js}). Each
 * node is a list whose first element says what it is: {@code [name, x]}, {@code [known, x]}, {@code [whole, 1]},
 * {@code [number, 1.5]}, {@code [text, "a"]}, {@code [yes-no, true]}, {@code [list, node…]} or a function by CEL's name
 * with its arguments: {@code [_&&_, node, node]}.
 */
final class TreeData {
    private TreeData() {}

    static List<Object> of(CelAbstractSyntaxTree tree) {
        return node(tree.getExpr());
    }

    private static List<Object> node(CelExpr expression) {
        return switch (expression.exprKind().getKind()) {
            case CONSTANT -> constant(expression.constant());
            case IDENT -> name(expression.ident().name());
            case LIST -> with("list", expression.list().elements());
            case CALL -> call(expression.call());
            default -> throw new IllegalStateException("not in the language: " + expression);
        };
    }

    private static List<Object> name(String name) {
        return name.startsWith(Vocabulary.KNOWN)
                ? List.of("known", name.substring(Vocabulary.KNOWN.length()))
                : List.of("name", name);
    }

    private static List<Object> constant(CelConstant constant) {
        return switch (constant.getKind()) {
            case BOOLEAN_VALUE -> List.of("yes-no", constant.booleanValue());
            case INT64_VALUE -> List.of("whole", constant.int64Value());
            case DOUBLE_VALUE -> List.of("number", constant.doubleValue());
            case STRING_VALUE -> List.of("text", constant.stringValue());
            default -> throw new IllegalStateException("not in the language: " + constant);
        };
    }

    private static List<Object> call(CelExpr.CelCall call) {
        List<CelExpr> arguments = new ArrayList<>();
        call.target().ifPresent(arguments::add);
        arguments.addAll(call.args());
        return with(call.function(), arguments);
    }

    private static List<Object> with(String what, List<CelExpr> parts) {
        List<Object> node = new ArrayList<>();
        node.add(what);
        parts.forEach(part -> node.add(node(part)));
        return node;
    }
}
