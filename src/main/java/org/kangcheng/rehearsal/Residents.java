package org.kangcheng.rehearsal;

import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.kangcheng.directory.Area;
import org.kangcheng.identity.IdType;
import org.kangcheng.identity.NewPerson;
import org.kangcheng.identity.Sex;

/**
 * The people of a city, village by village and household by household, one after the other and never all in memory. They
 * must be walked from the first: numbers are given out on the way.
 */
final class Residents implements Iterator<Resident> {
    private static final int NEWBORNS_WITHOUT_ID_PERCENT = 40;

    private final SplittableRandom random;
    private final PersonKeys keys;
    private final IdNumbers ids = new IdNumbers(CityPlan.DAY);
    private final Phones phones;
    private final GrantedStatuses statuses;
    private final Iterator<Village> villages;
    private final Deque<Resident> household = new ArrayDeque<>();
    private final int people;
    private int made;
    private int cardsLeft;
    private @Nullable Area village;
    private int roomInVillage;
    private int houseNo;

    Residents(CityPlan plan, List<Area> areas) {
        random = new SplittableRandom(plan.seed() + 1);
        keys = new PersonKeys(plan.seed());
        phones = new Phones(plan.seed());
        statuses = new GrantedStatuses(random);
        villages = Village.of(plan, areas).iterator();
        people = plan.people();
        cardsLeft = plan.cards();
    }

    @Override
    public boolean hasNext() {
        return made < people || !household.isEmpty();
    }

    @Override
    public Resident next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        if (household.isEmpty()) {
            moveIn();
        }
        return household.remove();
    }

    private void moveIn() {
        Area home = villageWithRoom();
        List<Household.Member> members = Household.next(random).members;
        List<Household.Member> kept = members.subList(0, Math.min(members.size(), roomInVillage));
        roomInVillage -= kept.size();
        String address = "%s%d号".formatted(home.name(), ++houseNo);
        statuses.nextHousehold();
        FamilyPhones family = new FamilyPhones(random, phones);
        for (Household.Member member : kept) {
            household.add(resident(member, kept, home.code(), address, family.of(member)));
        }
    }

    private Area villageWithRoom() {
        Area current = village;
        while (current == null || roomInVillage == 0) {
            Village next = villages.next();
            current = next.area();
            village = current;
            roomInVillage = next.residents();
            houseNo = 0;
        }
        return current;
    }

    private Resident resident(
            Household.Member member,
            List<Household.Member> family,
            String areaCode,
            String address,
            @Nullable String phone) {
        boolean undocumented = member.newborn() && random.nextInt(100) < NEWBORNS_WITHOUT_ID_PERCENT;
        NewPerson person;
        if (undocumented) {
            person = person(newbornName(member, family), member, member.birthDate(), areaCode, null, phone, address);
        } else {
            IdNumbers.Numbered id = ids.next(member.birthDate(), member.sex());
            person = person(member.name(), member, id.birthDate(), areaCode, id.number(), phone, address);
        }
        boolean card = takesCard();
        return new Resident(keys.key(++made), person, card, statuses.of(member));
    }

    private static NewPerson person(
            String name,
            Household.Member member,
            LocalDate birthDate,
            String areaCode,
            @Nullable String number,
            @Nullable String phone,
            String address) {
        IdType type = number == null ? IdType.NONE : IdType.RESIDENT_ID;
        return new NewPerson(
                name, member.sex(), birthDate, areaCode, type.code(), number, phone, address, number != null, "CITY");
    }

    /** As hospitals write it before there is a name: 王秀英之女. */
    private static String newbornName(Household.Member child, List<Household.Member> family) {
        String parent = family.stream()
                .filter(member -> member.sex() == Sex.FEMALE && member.age() >= 18)
                .findFirst()
                .orElse(family.getFirst())
                .name();
        return parent + (child.sex() == Sex.MALE ? "之子" : "之女");
    }

    /** Exactly as many as planned, anybody with the same chance: cards left by people left. */
    private boolean takesCard() {
        boolean taken = random.nextInt(people - made) < cardsLeft;
        if (taken) {
            cardsLeft--;
        }
        return taken;
    }

    /** The next residents, at most so many. */
    List<Resident> next(int most) {
        List<Resident> chunk = new ArrayList<>(most);
        while (chunk.size() < most && hasNext()) {
            chunk.add(next());
        }
        return chunk;
    }
}
