package org.kangcheng.definition;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An expression in our part of CEL over a vocabulary: what {@link Rule} and {@link Formula} share. */
final class Cel {
    private static final int LONGEST = 2_000;
    private static final CelOptions OPTIONS =
            CelOptions.current().enableHeterogeneousNumericComparisons(true).build();
    private static final CelRuntime RUNTIME =
            CelRuntimeFactory.standardCelRuntimeBuilder().setOptions(OPTIONS).build();
    private static final CelMacro KNOWN = CelMacro.newGlobalMacro("known", 1, (factory, target, arguments) -> {
        var argument = arguments.getFirst();
        return argument.ident().name().isEmpty()
                ? Optional.empty()
                : Optional.of(factory.newIdentifier(
                        Vocabulary.KNOWN + argument.ident().name()));
    });

    private final Vocabulary vocabulary;
    private final CelAbstractSyntaxTree tree;
    private final CelRuntime.Program program;

    private Cel(Vocabulary vocabulary, CelAbstractSyntaxTree tree, CelRuntime.Program program) {
        this.vocabulary = vocabulary;
        this.tree = tree;
        this.program = program;
    }

    /** @param where told in what is found wrong: the path within the definition */
    static Cel parse(String where, String text, Vocabulary vocabulary, Kind result) throws UnsoundException {
        if (text.length() > LONGEST) {
            throw new UnsoundException(where, "规则超过 %d 个字符。".formatted(LONGEST));
        }
        try {
            CelAbstractSyntaxTree tree = compile(text, vocabulary, result);
            Cel read = new Cel(vocabulary, tree, RUNTIME.createProgram(tree));
            if (result == Kind.YES_NO) {
                read.sql(Map.of());
            } else {
                SqlText.requireInLanguage(tree, vocabulary);
            }
            return read;
        } catch (CelValidationException e) {
            throw new UnsoundException(
                    where, "规则无法理解：" + String.valueOf(e.getMessage()).strip());
        } catch (CelEvaluationException e) {
            throw new UnsoundException(where, "规则无法计算：" + e.getMessage());
        } catch (SqlText.NotInLanguage e) {
            throw new UnsoundException(where, String.valueOf(e.getMessage()));
        }
    }

    private static CelAbstractSyntaxTree compile(String text, Vocabulary vocabulary, Kind result)
            throws CelValidationException {
        CelCompilerBuilder builder = CelCompilerFactory.standardCelCompilerBuilder()
                .setOptions(OPTIONS)
                .setResultType(result.type)
                .addMacros(KNOWN);
        vocabulary
                .names()
                .forEach((name, kind) ->
                        builder.addVar(name, kind.type).addVar(Vocabulary.KNOWN + name, Kind.YES_NO.type));
        return builder.build().compile(text).getAst();
    }

    /** Its value for one person; null when it comes to none, because something is unknown or cannot be computed. */
    @Nullable
    Object value(Map<String, ? extends @Nullable Object> facts) {
        try {
            return program.eval(name -> bound(name, facts));
        } catch (CelEvaluationException unknown) {
            return null;
        }
    }

    /** Asked only for the names that the expression comes to: most know few of a vocabulary's. */
    private Optional<Object> bound(String name, Map<String, ? extends @Nullable Object> facts) {
        if (name.startsWith(Vocabulary.KNOWN)) {
            return Optional.of(facts.get(name.substring(Vocabulary.KNOWN.length())) != null);
        }
        Object value = facts.get(name);
        return value == null && vocabulary.names().get(name) == Kind.CODES
                ? Optional.of(List.of())
                : Optional.ofNullable(value);
    }

    String sql(Map<String, String> columns) {
        return SqlText.of(tree, vocabulary, columns);
    }

    CelAbstractSyntaxTree tree() {
        return tree;
    }
}
