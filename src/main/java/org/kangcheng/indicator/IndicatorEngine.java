package org.kangcheng.indicator;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.kangcheng.definition.Definition;
import org.kangcheng.definition.Engine;
import org.kangcheng.definition.Finding;
import org.kangcheng.definition.UnsoundException;
import org.kangcheng.tally.FeedName;
import org.springframework.util.function.SingletonSupplier;

/** Says of a definition whether it is a sound indicator. */
public final class IndicatorEngine implements Engine {
    static final String NAME = "indicator";

    private final Supplier<Map<String, FeedName>> known;

    /** Knows the feeds of the shipped definitions; needs no database. */
    public IndicatorEngine() {
        this(SingletonSupplier.of(KnownFeeds::shipped));
    }

    /** @param known the feeds that there are, by id */
    IndicatorEngine(Supplier<Map<String, FeedName>> known) {
        this.known = known;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<Finding> check(Definition definition) {
        return Engine.findings(definition, this::read);
    }

    /** @throws UnsoundException with everything that is wrong with it */
    Indicator read(Definition definition) throws UnsoundException {
        return new IndicatorReader(definition, known.get()).indicator();
    }
}
