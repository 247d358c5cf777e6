package org.kangcheng.definition;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/** Reads and checks definitions; needs no database. */
public final class Definitions {
    private final List<Engine> engines;

    public Definitions(List<Engine> engines) {
        this.engines = List.copyOf(engines);
    }

    /** What the platform brings along, by engine and id. One that is unsound is a fault of ours. */
    public List<Definition> shipped() {
        List<Definition> all = new ArrayList<>();
        for (Engine engine : engines) {
            for (Resource file : files(engine)) {
                try {
                    all.add(read(String.valueOf(file.getFilename()), file.getContentAsString(StandardCharsets.UTF_8)));
                } catch (UnsoundException e) {
                    throw new IllegalStateException(file.getFilename() + ": " + e.getMessage(), e);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
        all.sort(Comparator.comparing(Definition::engine).thenComparing(Definition::id));
        return all;
    }

    private static Resource[] files(Engine engine) {
        try {
            return new PathMatchingResourcePatternResolver()
                    .getResources("classpath:/definitions/" + engine.name() + "/*.yaml");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Reads a definition and has its engine check it.
     *
     * @throws UnsoundException with everything that is wrong with it
     */
    public Definition read(String file, String text) throws UnsoundException {
        Definition definition = unchecked(file, text);
        Engine engine = engines.stream()
                .filter(it -> it.name().equals(definition.engine()))
                .findFirst()
                .orElseThrow(() -> new UnsoundException("engine", "没有名为“%s”的引擎。".formatted(definition.engine())));
        List<Finding> findings = engine.check(definition);
        if (!findings.isEmpty()) {
            throw new UnsoundException(findings);
        }
        return definition;
    }

    /**
     * Reads one that was checked when it was put in force, and that its engine does not have to find sound today.
     *
     * @throws UnsoundException when it cannot be read
     */
    public static Definition unchecked(String file, String text) throws UnsoundException {
        return DefinitionText.read(file, text);
    }
}
