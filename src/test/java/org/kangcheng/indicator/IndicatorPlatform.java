package org.kangcheng.indicator;

import static org.assertj.core.api.Assertions.assertThat;

import org.kangcheng.TestPlatform;
import org.kangcheng.access.Actor;
import org.kangcheng.card.Cards;
import org.kangcheng.identity.Enrolments;
import org.kangcheng.identity.TestPeople;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

/** What stories of figures need: people, and both ways to a number. */
abstract class IndicatorPlatform extends TestPlatform {
    static final Actor DESK = Actor.system("test");
    static final String VILLAGE = TestPeople.VILLAGE;

    @Autowired
    Enrolments enrolments;

    @Autowired
    Cards cards;

    @Autowired
    Indicators indicators;

    @Autowired
    Drill drill;

    @Autowired
    Proof proof;

    @Autowired
    TransactionTemplate transaction;

    Indicator indicator(String id) {
        return indicators.find(id).orElseThrow();
    }

    Figure now(Indicator indicator, Place place) {
        return indicators.value(indicator, place, indicators.current(indicator));
    }

    Proof.Finding everywhere(Indicator indicator) {
        TransactionTemplate oneMoment = new TransactionTemplate(transaction.getTransactionManager());
        oneMoment.setIsolationLevel(TransactionTemplate.ISOLATION_REPEATABLE_READ);
        return oneMoment.execute(_ -> proof.everywhere(indicator, indicators.current(indicator)));
    }

    void assertProved(Indicator indicator) {
        Proof.Finding finding = everywhere(indicator);
        assertThat(finding.first()).isEmpty();
        assertThat(finding.agrees()).isTrue();
        assertThat(finding.empty()).isFalse();
    }
}
