package org.kangcheng.programme;

import java.util.Collections;
import java.util.Set;
import org.kangcheng.access.Actor;
import org.kangcheng.identity.People;
import org.kangcheng.settlement.BillSettled;
import org.kangcheng.settlement.SettlementReversed;
import org.kangcheng.settlement.Settlements;
import org.springframework.modulith.events.ApplicationModuleListener;
import org.springframework.stereotype.Component;

/**
 * 应享尽享: a bill that was settled by a rule which a service names ({@code settled}) has delivered that service; when the
 * settlement is taken back, so is the delivery.
 */
@Component
class GrantOnSettlement {
    private static final String SOURCE = "settlement:";

    private final Programmes programmes;
    private final DeliveryTable deliveries;
    private final Deliver deliver;
    private final Settlements settlements;
    private final People people;

    GrantOnSettlement(
            Programmes programmes, DeliveryTable deliveries, Deliver deliver, Settlements settlements, People people) {
        this.programmes = programmes;
        this.deliveries = deliveries;
        this.deliver = deliver;
        this.settlements = settlements;
        this.people = people;
    }

    /** What is not due to her, or was delivered that day already, is passed over; so is a bill that is settled no more. */
    @ApplicationModuleListener(id = "programme.grant-on-settlement")
    void on(BillSettled settled) {
        if (!settlements.stands(settled.personKey(), settled.settlementId())) {
            return;
        }
        for (InForce programme : programmes.all()) {
            for (Service service : programme.services()) {
                if (!Collections.disjoint(service.settled(), settled.rules())) {
                    grant(settled, programme.number(service));
                }
            }
        }
    }

    private void grant(BillSettled settled, int serviceNo) {
        String request = key(settled.settlementId()) + serviceNo;
        if (deliveries.byRequest(people.aliases(settled.personKey()), request).isEmpty()) {
            deliver.filed(counter(settled.institutionId()), settled.personKey(), serviceNo, settled.on(), request);
        }
    }

    @ApplicationModuleListener(id = "programme.take-back-on-reversal")
    void on(SettlementReversed reversed) {
        deliver.takeBack(Actor.system("结算"), reversed.personKey(), key(reversed.settlementId()), "结算单已冲销");
    }

    private static String key(long settlementId) {
        return SOURCE + settlementId + ":";
    }

    private static Actor counter(long institutionId) {
        return new Actor(
                Actor.Kind.SYSTEM,
                "institution:" + institutionId,
                "一站式结算",
                Set.of(),
                institutionId,
                null,
                null,
                null,
                null,
                false);
    }
}
