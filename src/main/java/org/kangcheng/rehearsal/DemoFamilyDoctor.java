package org.kangcheng.rehearsal;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.kangcheng.access.Actor;
import org.kangcheng.access.Role;
import org.kangcheng.kernel.CityTime;
import org.kangcheng.programme.PersonalServices;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** A service of the first demonstration resident's contract that waits for her to confirm it. */
@Component
@Profile("!production")
class DemoFamilyDoctor {
    private static final String PROGRAMME = "family-doctor";

    private final PersonalServices services;
    private final Clock clock;

    DemoFamilyDoctor(PersonalServices services, Clock clock) {
        this.services = services;
        this.clock = clock;
    }

    void ensure(Resident resident) {
        if (services.done(resident.personKey(), List.of(PROGRAMME)).isEmpty()) {
            services.record(
                    new Actor(
                            Actor.Kind.SYSTEM,
                            "system",
                            "演示村医",
                            Set.of(Role.VILLAGE_DOCTOR),
                            null,
                            null,
                            null,
                            null,
                            null,
                            true),
                    resident.personKey(),
                    PROGRAMME,
                    "basic",
                    CityTime.today(clock),
                    Map.of("sbp", "128", "dbp", "78", "advice", "合理膳食"),
                    "demo-family-doctor");
        }
    }
}
