package org.kangcheng.indicator;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/** 核对全部: whether every figure of the city, of each area and institution is what its rows say, in one moment. */
@Component
public class FigureProofs {
    /**
     * @param proved how many indicators were counted anew
     * @param filled those of them that have any row
     * @param disagreements one sentence each
     */
    public record Outcome(int proved, List<String> filled, List<String> disagreements) {}

    private final Indicators indicators;
    private final Proof proof;

    FigureProofs(Indicators indicators, Proof proof) {
        this.indicators = indicators;
        this.proof = proof;
    }

    /** Counts every row; of the periods that today lies in. */
    @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
    public Outcome all() {
        return proved(indicators.all());
    }

    /** The same of some. */
    @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
    public Outcome of(Collection<Indicator> some) {
        return proved(some);
    }

    private Outcome proved(Collection<Indicator> some) {
        List<String> filled = new ArrayList<>();
        List<String> disagreements = new ArrayList<>();
        int proved = 0;
        for (Indicator indicator : some) {
            Proof.Finding finding = proof.everywhere(indicator, indicators.current(indicator));
            if (finding.broken() == null) {
                proved++;
                if (!finding.empty()) {
                    filled.add(indicator.id());
                }
                if (!finding.agrees()) {
                    disagreements.add("%s：%d 处不一致，%s".formatted(indicator.id(), finding.differing(), finding.first()));
                }
            }
        }
        return new Outcome(proved, filled, disagreements);
    }
}
