package org.kangcheng.survey;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.kangcheng.directory.Area;
import org.kangcheng.identity.People;
import org.kangcheng.identity.Person;
import org.kangcheng.kernel.SealedText;
import org.springframework.stereotype.Component;

/**
 * 抽户: so many households of a county. A village is drawn by its number of residents, of it a few households by lot, as a
 * surveyor walks from door to door; of each household one adult by lot is asked. Who live at one address of a village are a
 * household; whose address is not known is one alone.
 */
@Component
class DrawHouseholds {
    private static final int OF_A_VILLAGE = 5;
    /** So many villages are drawn for each household that is wanted, at most. */
    private static final int TRIES = 20;

    private static final int ADULT = 18;
    private static final int AT_ONCE = 500;

    /** @param household by which nobody can read where it is */
    record Door(byte[] household, Person person) {
        String key() {
            return HexFormat.of().formatHex(household);
        }
    }

    private final Villages villages;
    private final People people;
    private final SealedText sealed;

    DrawHouseholds(Villages villages, People people, SealedText sealed) {
        this.villages = villages;
        this.people = people;
        this.sealed = sealed;
    }

    /** @param members in the order of their lots: only their households, each by the first of them; null: any */
    List<Door> of(Round round, Area county, @Nullable List<Long> members) {
        return members == null ? any(round, county) : those(round, members);
    }

    private List<Door> any(Round round, Area county) {
        Villages.Of all = villages.of(county);
        Map<String, List<Door>> read = new HashMap<>();
        Map<String, Integer> walked = new HashMap<>();
        List<Door> drawn = new ArrayList<>();
        for (int n = 0; drawn.size() < round.each() && n < round.each() * TRIES; n++) {
            Optional<String> village = all.drawn(round.lots(), n);
            if (village.isPresent()) {
                List<Door> doors = read.computeIfAbsent(village.get(), it -> doors(round, it));
                int before = walked.merge(village.get(), OF_A_VILLAGE, Integer::sum) - OF_A_VILLAGE;
                doors.stream()
                        .skip(before)
                        .limit(Math.min(OF_A_VILLAGE, round.each() - drawn.size()))
                        .forEach(drawn::add);
            }
        }
        return drawn;
    }

    /** Of a village in the order of their lots; a household without an adult is none that can be asked. */
    private List<Door> doors(Round round, String village) {
        Lots lots = round.lots();
        Comparator<Door> byLot = Comparator.comparing(door -> lots.of(door.key()));
        Map<String, List<Door>> households =
                atHome(round, villages.residents(village)).stream().collect(Collectors.groupingBy(Door::key));
        return households.values().stream()
                .map(adults -> adults.stream()
                        .min(Comparator.comparing(door -> lots.of(Long.toString(door.person.personKey()))))
                        .orElseThrow())
                .sorted(byLot)
                .toList();
    }

    private List<Door> those(Round round, List<Long> members) {
        List<Door> drawn = new ArrayList<>();
        Set<String> named = new HashSet<>();
        for (int from = 0; from < members.size() && drawn.size() < round.each(); from += AT_ONCE) {
            List<Long> some = members.subList(from, Math.min(members.size(), from + AT_ONCE));
            Map<Long, Door> doors = atHome(round, some).stream()
                    .collect(Collectors.toMap(door -> door.person.personKey(), door -> door));
            for (Long member : some) {
                Door door = doors.get(member);
                if (door != null && drawn.size() < round.each() && named.add(door.key())) {
                    drawn.add(door);
                }
            }
        }
        return drawn;
    }

    /** Those who can be asked: an adult answers. */
    private List<Door> atHome(Round round, List<Long> keys) {
        return people.atHome(keys).stream()
                .filter(one -> one.person().deceasedOn() == null)
                .filter(one -> one.person().ageOn(round.lastDay()) >= ADULT)
                .map(one -> new Door(household(one), one.person()))
                .toList();
    }

    private byte[] household(People.AtHome one) {
        String address = one.address();
        return sealed.index(
                "household",
                address == null || address.isBlank()
                        ? "person:" + one.person().personKey()
                        : one.person().areaCode() + ":" + address.replaceAll("\\s", ""));
    }
}
