package org.kangcheng.community;

import java.time.Clock;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.kangcheng.access.Actor;
import org.kangcheng.access.Role;
import org.kangcheng.community.StandingCounting.What;
import org.kangcheng.identity.People;
import org.kangcheng.identity.Person;
import org.kangcheng.identity.PersonDeceased;
import org.kangcheng.kernel.CityTime;
import org.kangcheng.kernel.Ids;
import org.kangcheng.kernel.PublicId;
import org.kangcheng.kernel.Refusal;
import org.kangcheng.programme.FactKind;
import org.kangcheng.programme.Facts;
import org.kangcheng.programme.PersonalServices;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * 包户: households and who helps them (帮扶责任人). That a household is helped is a fact of its head; the visits due by it
 * are the coverage engine's, so that lists of who is due and late are its lists.
 */
@Component
class Households {
    static final String PROGRAMME = "household-help";
    static final String VISIT = "visit";
    private static final String FACT = "HOUSEHOLD_HELP";
    private static final int MOST_LETTERS = 50;

    private static final Refusal NOBODY = Refusal.notFound("没有这位居民。");
    private static final Refusal UNKNOWN = Refusal.notFound("没有这一户。");
    private static final Refusal NOT_YOURS = Refusal.forbidden("这一户不在您的辖区。");
    private static final Refusal TAKEN = Refusal.conflict("in-household", "这位居民已在另一户中。");
    private static final Refusal NOT_HELPER = Refusal.forbidden("您不是这一户的帮扶责任人。");

    private final HouseholdTable table;
    private final PersonalServices services;
    private final Facts facts;
    private final People people;
    private final StandingCounting counting;
    private final Ids ids;
    private final Clock clock;

    Households(
            HouseholdTable table,
            PersonalServices services,
            Facts facts,
            People people,
            StandingCounting counting,
            Ids ids,
            Clock clock) {
        this.table = table;
        this.services = services;
        this.facts = facts;
        this.people = people;
        this.counting = counting;
        this.ids = ids;
        this.clock = clock;
    }

    Optional<Household> find(String id) {
        int dash = id.indexOf('-');
        return dash < 0
                ? Optional.empty()
                : PublicId.decode(id.substring(dash + 1)).flatMap(key -> table.find(id.substring(0, dash), key));
    }

    List<Household> ofVillage(String village, long after, int most) {
        return table.ofVillage(village, after, most);
    }

    Optional<Household> ofPerson(long personKey) {
        return table.ofPerson(people.aliases(personKey));
    }

    List<HouseholdTable.MemberRow> members(Household household) {
        return table.members(household);
    }

    Optional<HouseholdTable.HelperRow> helper(Household household) {
        return table.helper(household);
    }

    List<Household> helpedBy(long personKey) {
        return table.helpedBy(people.aliases(personKey));
    }

    /** Where its visits stand; empty while nobody helps it. */
    Optional<PersonalServices.Line> visits(Household household) {
        return services.of(household.headKey(), PROGRAMME).stream().findFirst();
    }

    /** Makes a household of its head; she lives where it is. */
    @Transactional
    public Outcome<Household> make(Actor actor, long headKey, String number) {
        Person head = people.find(headKey).orElse(null);
        if (head == null) {
            return Outcome.no(NOBODY);
        }
        if (!actor.coversArea(head.areaCode())) {
            return Outcome.no(NOT_YOURS);
        }
        if (!number.matches("[A-Za-z0-9-]{0,30}")) {
            return Outcome.no(Refusal.badInput("number", "户编号最多 30 位字母、数字或横线。"));
        }
        Household household = new Household(head.areaCode(), ids.next(), number, head.personKey());
        if (ofPerson(headKey).isPresent() || !table.addMember(household, head.personKey(), "户主")) {
            return Outcome.no(TAKEN);
        }
        table.insert(household, clock.instant());
        return Outcome.done(household);
    }

    @Transactional
    public Optional<Refusal> addMember(Actor actor, Household household, long personKey, String relation) {
        Person person = people.find(personKey).orElse(null);
        if (person == null || !person.areaCode().equals(household.areaCode())) {
            return Optional.of(NOBODY);
        }
        if (!actor.coversArea(household.areaCode())) {
            return Optional.of(NOT_YOURS);
        }
        if (relation.isBlank() || relation.length() > MOST_LETTERS) {
            return Optional.of(Refusal.badInput("relation", "请填写与户主关系。"));
        }
        if (!table.addMember(household, person.personKey(), relation.strip())) {
            return Optional.of(TAKEN);
        }
        table.helper(household).ifPresent(it -> tellHelper(person.personKey(), it, CityTime.today(clock)));
        return Optional.empty();
    }

    /** Ties a helper to a household; who helped before is released. */
    @Transactional
    public Optional<Refusal> assign(Actor actor, Household household, long helperKey, String unit) {
        Person helper = people.find(helperKey).orElse(null);
        if (helper == null || helper.deceasedOn() != null) {
            return Optional.of(NOBODY);
        }
        if (!actor.coversArea(household.areaCode())) {
            return Optional.of(NOT_YOURS);
        }
        if (unit.isBlank() || unit.length() > MOST_LETTERS) {
            return Optional.of(Refusal.badInput("unit", "请填写帮扶责任人的单位，最多 %d 个字。".formatted(MOST_LETTERS)));
        }
        boolean member =
                table.members(household).stream().anyMatch(it -> people.same(it.personKey(), helper.personKey()));
        if (member) {
            return Optional.of(Refusal.rule("helps-herself", "帮扶责任人不能是本户成员。"));
        }
        LocalDate today = CityTime.today(clock);
        table.helper(household).ifPresent(before -> release(household, before, today));
        HouseholdTable.HelperRow row =
                new HouseholdTable.HelperRow(ids.next(), helper.personKey(), unit.strip(), today);
        boolean assigned = table.assign(household, row, actor.name());
        if (!assigned) {
            return Optional.of(Refusal.conflict("helper-taken", "这一户刚由他人指定了帮扶责任人，请刷新。"));
        }
        counting.begins(What.HELPED, household.areaCode(), today);
        facts.tell(household.headKey(), FactKind.CONTRACT, FACT, today, null, "COMMUNITY");
        table.members(household).forEach(it -> tellHelper(it.personKey(), row, today));
        return Optional.empty();
    }

    /** Each of the household is known to have this helper: what relief shows of a resident. */
    private void tellHelper(long memberKey, HouseholdTable.HelperRow helper, LocalDate from) {
        String name = people.find(helper.helperKey()).map(Person::name).orElse("");
        facts.tell(memberKey, FactKind.HELPER, helper.unit() + " " + name, from, null, source(helper));
    }

    private void release(Household household, HouseholdTable.HelperRow helper, LocalDate today) {
        if (table.release(household, helper, today)) {
            counting.ends(What.HELPED, household.areaCode(), today, 1);
        }
        for (HouseholdTable.MemberRow member : table.members(household)) {
            if (helper.fromDate().isBefore(today)) {
                facts.endOf(member.personKey(), source(helper), today);
            } else {
                facts.withdraw(member.personKey(), source(helper));
            }
        }
    }

    private static String source(HouseholdTable.HelperRow helper) {
        return "HELPER/" + helper.helperId();
    }

    @Transactional
    public Optional<Refusal> release(Actor actor, Household household) {
        if (!actor.coversArea(household.areaCode())) {
            return Optional.of(NOT_YOURS);
        }
        HouseholdTable.HelperRow helper = table.helper(household).orElse(null);
        if (helper == null) {
            return Optional.of(Refusal.conflict("no-helper", "这一户没有帮扶责任人。"));
        }
        LocalDate today = CityTime.today(clock);
        release(household, helper, today);
        facts.end(household.headKey(), FactKind.CONTRACT, FACT, today);
        return Optional.empty();
    }

    /** 走访, by the helper herself. @param resident who has signed in */
    @Transactional
    public PersonalServices.Recorded visit(
            Actor resident, Household household, LocalDate on, Map<String, String> typed, String requestKey) {
        boolean helps = table.helper(household)
                .filter(it -> people.same(it.helperKey(), resident.self()))
                .isPresent();
        if (!helps) {
            return new PersonalServices.Recorded.No(NOT_HELPER);
        }
        String name = people.find(resident.self()).map(Person::name).orElse("");
        Actor helper = new Actor(
                Actor.Kind.RESIDENT,
                resident.id(),
                "帮扶责任人 " + name,
                Set.of(Role.RESIDENT),
                null,
                null,
                null,
                null,
                resident.self(),
                false);
        return services.record(helper, household.headKey(), PROGRAMME, VISIT, on, typed, requestKey);
    }

    Household orThrow(String id) {
        return find(id).orElseThrow(UNKNOWN::asException);
    }

    /** A household goes on under somebody else; the visits due to it with her. */
    @EventListener
    void on(PersonDeceased deceased) {
        Household household = ofPerson(deceased.personKey())
                .filter(it -> people.same(it.headKey(), deceased.personKey()))
                .orElse(null);
        if (household == null) {
            return;
        }
        Optional<Person> next = table.members(household).stream()
                .flatMap(it -> people.find(it.personKey()).stream())
                .filter(it -> it.deceasedOn() == null && !people.same(it.personKey(), deceased.personKey()))
                .min(Comparator.comparing(Person::birthDate));
        if (next.isEmpty()) {
            return;
        }
        LocalDate today = CityTime.today(clock);
        table.head(household, next.get().personKey());
        if (table.helper(household).isPresent()) {
            facts.end(household.headKey(), FactKind.CONTRACT, FACT, today);
            facts.tell(next.get().personKey(), FactKind.CONTRACT, FACT, today, null, "COMMUNITY");
        }
    }
}
