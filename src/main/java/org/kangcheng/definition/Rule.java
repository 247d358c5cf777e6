package org.kangcheng.definition;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * 规则: a condition in a part of CEL, over the names of a {@link Vocabulary}. What is unknown is neither true nor false,
 * and a rule that comes to no answer does not hold: in Java (one person) as in SQL (the city) and on the phone (off line).
 *
 * <p>The part: {@code && || ! == != < <= > >= + - * / ?: in}, {@code startsWith}, {@code known(name)}, literals and
 * lists of literals.
 */
public final class Rule {
    private static final int LONGEST = 2_000;
    private static final CelOptions OPTIONS =
            CelOptions.current().enableHeterogeneousNumericComparisons(true).build();
    private static final CelRuntime RUNTIME =
            CelRuntimeFactory.standardCelRuntimeBuilder().setOptions(OPTIONS).build();

    private final String text;
    private final Vocabulary vocabulary;
    private final CelAbstractSyntaxTree tree;
    private final CelRuntime.Program program;

    private Rule(String text, Vocabulary vocabulary, CelAbstractSyntaxTree tree, CelRuntime.Program program) {
        this.text = text;
        this.vocabulary = vocabulary;
        this.tree = tree;
        this.program = program;
    }

    /** @param where told in what is found wrong: the rule's path within its definition */
    public static Rule parse(String where, String text, Vocabulary vocabulary) throws UnsoundException {
        if (text.length() > LONGEST) {
            throw new UnsoundException(where, "规则超过 %d 个字符。".formatted(LONGEST));
        }
        try {
            CelAbstractSyntaxTree tree = compiler(vocabulary).compile(text).getAst();
            Rule rule = new Rule(text, vocabulary, tree, RUNTIME.createProgram(tree));
            rule.sql(Map.of());
            return rule;
        } catch (CelValidationException e) {
            throw new UnsoundException(
                    where, "规则无法理解：" + String.valueOf(e.getMessage()).strip());
        } catch (CelEvaluationException e) {
            throw new UnsoundException(where, "规则无法计算：" + e.getMessage());
        } catch (SqlText.NotInLanguage e) {
            throw new UnsoundException(where, String.valueOf(e.getMessage()));
        }
    }

    private static CelCompiler compiler(Vocabulary vocabulary) {
        CelCompilerBuilder builder = CelCompilerFactory.standardCelCompilerBuilder()
                .setOptions(OPTIONS)
                .setResultType(Kind.YES_NO.type)
                .addMacros(KNOWN);
        vocabulary
                .names()
                .forEach((name, kind) ->
                        builder.addVar(name, kind.type).addVar(Vocabulary.KNOWN + name, Kind.YES_NO.type));
        return builder.build();
    }

    private static final CelMacro KNOWN = CelMacro.newGlobalMacro("known", 1, (factory, target, arguments) -> {
        var argument = arguments.getFirst();
        return argument.ident().name().isEmpty()
                ? Optional.empty()
                : Optional.of(factory.newIdentifier(
                        Vocabulary.KNOWN + argument.ident().name()));
    });

    /** Whether it holds of one person. @param facts by name: Boolean, Long, Double, String, List of String; or null */
    public boolean holds(Map<String, ? extends @Nullable Object> facts) {
        Map<String, Object> bound = new HashMap<>();
        vocabulary.names().forEach((name, kind) -> {
            Object value = facts.get(name);
            bound.put(Vocabulary.KNOWN + name, value != null);
            if (value != null) {
                bound.put(name, value);
            } else if (kind == Kind.CODES) {
                bound.put(name, List.of());
            }
        });
        try {
            return Boolean.TRUE.equals(program.eval(bound));
        } catch (CelEvaluationException unknown) {
            return false;
        }
    }

    /**
     * The same as a condition over many: true, or else false or null.
     *
     * @param columns the SQL expression of each name that does not stand for itself
     */
    public String sql(Map<String, String> columns) {
        return SqlText.of(tree, vocabulary, columns);
    }

    /** The same as data, for the phone: see {@link TreeData}. */
    public List<Object> tree() {
        return TreeData.of(tree);
    }

    @Override
    public String toString() {
        return text;
    }
}
