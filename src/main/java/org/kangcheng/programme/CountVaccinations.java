package org.kangcheng.programme;

import java.util.Collections;
import java.util.Set;
import org.kangcheng.access.Actor;
import org.kangcheng.kernel.Ids;
import org.kangcheng.record.EntryId;
import org.kangcheng.record.VaccinationFiled;
import org.kangcheng.record.VaccinationWithdrawn;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * A vaccination that an institution files counts as the delivery of the services whose definition names its code; one
 * that it withdraws counts no more. In the transaction of the filing.
 */
@Component
class CountVaccinations {
    /** How the request keys of deliveries begin that are entries of the record as well. */
    static final String FILED = "fhir:";

    private final Programmes programmes;
    private final Deliver deliver;
    private final Ids ids;

    CountVaccinations(Programmes programmes, Deliver deliver, Ids ids) {
        this.programmes = programmes;
        this.deliver = deliver;
        this.ids = ids;
    }

    @EventListener
    void on(VaccinationFiled filed) {
        for (InForce programme : programmes.all()) {
            for (Service service : programme.services()) {
                if (!Collections.disjoint(service.counts(), filed.codes())) {
                    deliver.filed(
                            institution(filed.institutionId()),
                            filed.entry().shard(),
                            programme.number(service),
                            filed.on(),
                            key(filed.entry()) + programme.number(service) + ":" + ids.next());
                }
            }
        }
    }

    @EventListener
    void on(VaccinationWithdrawn withdrawn) {
        deliver.takeBack(Actor.system("报送机构"), withdrawn.entry().shard(), key(withdrawn.entry()), "报送机构已更改或撤回");
    }

    /** How the deliveries of an entry of the record begin. */
    static String key(EntryId entry) {
        return FILED + entry + ":";
    }

    private static Actor institution(long institutionId) {
        return new Actor(
                Actor.Kind.CLIENT,
                "institution:" + institutionId,
                "机构报送",
                Set.of(),
                institutionId,
                null,
                null,
                null,
                null,
                true);
    }
}
