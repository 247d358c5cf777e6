package org.kangcheng.rehearsal;

import java.util.List;
import java.util.Optional;
import org.kangcheng.access.Actor;
import org.kangcheng.access.Role;
import org.kangcheng.directory.Area;
import org.kangcheng.directory.Areas;
import org.kangcheng.identity.Corrections;
import org.kangcheng.identity.People;
import org.kangcheng.identity.Person;
import org.kangcheng.kernel.Refusal;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** 信息核查: what was wrong of some residents is corrected, what was missing is filled in, and somebody has moved next door. */
@Component
@Profile("!production")
class StewardDay {
    private static final String CITY = "3715";
    private static final int TOWN_DIGITS = 9;
    private static final int CHECKED = 4;

    private final Corrections corrections;
    private final People people;
    private final Areas areas;

    StewardDay(Corrections corrections, People people, Areas areas) {
        this.corrections = corrections;
        this.people = people;
        this.areas = areas;
    }

    void check(Doing doing, List<Long> residents, Figures figures) {
        Actor steward = OfficeDay.staff("day-steward", Role.STEWARD, null, CITY);
        for (int n = 0; n < CHECKED; n++) {
            long key = residents.get(doing.random().nextInt(residents.size()));
            phone(doing, steward, key);
            if (n == 0) {
                move(doing, steward, key);
            }
            figures.happened("信息更正");
            doing.pause(5, 20);
        }
    }

    private void phone(Doing doing, Actor steward, long key) {
        // As the generated numbers are: no operator has been given 154.
        String phone = "154%08d".formatted(doing.random().nextInt(100_000_000));
        orThrow(doing.calls().aside(() -> corrections.recordPhone(steward, key, phone, "入户核查时更正")));
    }

    /** To another village of the town. */
    private void move(Doing doing, Actor steward, long key) {
        Person person = people.find(key).orElseThrow();
        String town = person.areaCode().substring(0, TOWN_DIGITS);
        Optional<Area> other = areas.children(town).stream()
                .filter(village -> !village.code().equals(person.areaCode()))
                .findFirst();
        other.ifPresent(village -> orThrow(doing.calls()
                .aside(() -> corrections.move(steward, person.personKey(), village.code(), "新居 1 号", "迁居"))));
    }

    private static void orThrow(Optional<Refusal> refusal) {
        refusal.ifPresent(it -> {
            throw it.asException();
        });
    }
}
