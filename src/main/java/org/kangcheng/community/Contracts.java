package org.kangcheng.community;

import java.time.Clock;
import java.time.LocalDate;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.kangcheng.identity.People;
import org.kangcheng.identity.Person;
import org.kangcheng.kernel.CityTime;
import org.kangcheng.kernel.Ids;
import org.kangcheng.kernel.Refusal;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * 签约、续签、变更、解约. One standing contract a person, by a constraint; whoever comes second is told with whom she has
 * signed. A contract is told to the coverage engine as facts; what is due by it is the engine's.
 */
@Component
class Contracts {
    private static final int COUNTY_DIGITS = 6;
    private static final int RENEW_AHEAD_DAYS = 60;
    private static final int LONGEST_NOTE = 200;

    private static final Refusal NOBODY = Refusal.notFound("没有这位居民。");
    private static final Refusal DECEASED = Refusal.rule("deceased", "该居民已登记死亡，不能签约。");
    private static final Refusal NO_TEAM = Refusal.notFound("没有这个家庭医生团队，或它已停止服务。");
    private static final Refusal ELSEWHERE = Refusal.rule("team-elsewhere", "只能与本县（市、区）的团队签约。");
    private static final Refusal NOT_FITTING = Refusal.rule("package-not-fitting", "所选服务包不适合这位居民。");
    private static final Refusal NO_CONTRACT = Refusal.rule("no-contract", "没有有效的签约。");
    private static final Refusal CHANGED_MEANWHILE = Refusal.conflict("changed-meanwhile", "签约刚被他人改动，请刷新后再试。");

    /**
     * What is to be signed.
     *
     * @param packages ids; the basic one is always among them
     * @param paperNo of a contract on paper; null otherwise
     * @param by who signs it: the member of staff, or the resident herself
     * @param requestKey sent again, it is the same contract
     */
    record Signing(
            long personKey,
            TeamId team,
            Set<String> packages,
            SigningWay way,
            @Nullable String paperNo,
            String by,
            String requestKey) {}

    private final ContractTable table;
    private final ContractBook book;
    private final Packages packages;
    private final Teams teams;
    private final People people;
    private final Ids ids;
    private final Clock clock;

    Contracts(
            ContractTable table,
            ContractBook book,
            Packages packages,
            Teams teams,
            People people,
            Ids ids,
            Clock clock) {
        this.table = table;
        this.book = book;
        this.packages = packages;
        this.teams = teams;
        this.people = people;
        this.ids = ids;
        this.clock = clock;
    }

    /** The contract in force today, or else the one that is to begin. */
    Optional<Contract> standing(long personKey) {
        LocalDate today = CityTime.today(clock);
        List<Contract> all = history(personKey);
        return all.stream()
                .filter(it -> it.inForceOn(today))
                .findFirst()
                .or(() -> all.stream()
                        .filter(it -> it.endedOn() == null && it.fromDate().isAfter(today))
                        .findFirst());
    }

    List<Contract> history(long personKey) {
        return table.of(people.aliases(personKey));
    }

    @Transactional
    public Outcome<Contract> sign(Signing asked) {
        Person person = people.find(asked.personKey()).orElse(null);
        if (person == null) {
            return Outcome.no(NOBODY);
        }
        Optional<Contract> before = table.byRequest(person.personKey(), asked.requestKey());
        if (before.isPresent()) {
            return Outcome.done(before.get());
        }
        Optional<Refusal> unfit = unfit(person, asked.team(), asked.way(), asked.paperNo());
        if (unfit.isPresent()) {
            return Outcome.no(unfit.get());
        }
        LocalDate today = CityTime.today(clock);
        book.closeRunOut(person.personKey(), today);
        Optional<Contract> standing = table.open(people.aliases(person.personKey()));
        if (standing.isPresent()) {
            return Outcome.no(signedWith(standing.get()));
        }
        return chosen(person.personKey(), asked.packages()).then(chosen -> {
            Contract contract = contract(person, asked, chosen, today, today.plusMonths(months(chosen)), null, false);
            if (!book.begin(contract)) {
                return afterLosing(person.personKey(), asked.requestKey());
            }
            return Outcome.done(contract);
        });
    }

    /** Somebody else was faster: this very request, sent twice, or another team. */
    private Outcome<Contract> afterLosing(long personKey, String requestKey) {
        return table.byRequest(personKey, requestKey)
                .map(Outcome::done)
                .orElseGet(() -> Outcome.no(table.open(people.aliases(personKey))
                        .map(this::signedWith)
                        .orElse(CHANGED_MEANWHILE)));
    }

    /** 续签: the next term, from the end of this one on; from sixty days before it. */
    @Transactional
    public Outcome<Contract> renew(Signing asked) {
        long key = people.resolve(asked.personKey());
        Optional<Contract> before = table.byRequest(key, asked.requestKey());
        if (before.isPresent()) {
            return Outcome.done(before.get());
        }
        LocalDate today = CityTime.today(clock);
        book.closeRunOut(key, today);
        Contract was = table.open(people.aliases(key)).orElse(null);
        if (was == null) {
            return Outcome.no(NO_CONTRACT);
        }
        if (was.toDate().minusDays(RENEW_AHEAD_DAYS).isAfter(today)) {
            return Outcome.no(Refusal.rule(
                    "too-early-to-renew",
                    "本期签约到 %s，到期前 %d 天起可以续签。".formatted(was.toDate().minusDays(1), RENEW_AHEAD_DAYS)));
        }
        Person person = people.find(key).orElseThrow();
        Optional<Refusal> unfit = unfit(person, asked.team(), asked.way(), asked.paperNo());
        if (unfit.isPresent()) {
            return Outcome.no(unfit.get());
        }
        return chosen(key, asked.packages())
                .then(chosen -> follow(
                        was,
                        contract(
                                person,
                                asked,
                                chosen,
                                was.toDate(),
                                was.toDate().plusMonths(months(chosen)),
                                was.contractId(),
                                true),
                        EndReason.RENEWED));
    }

    /** 变更: another team or other packages from today on, for the rest of the term. */
    @Transactional
    public Outcome<Contract> change(Signing asked) {
        long key = people.resolve(asked.personKey());
        Optional<Contract> before = table.byRequest(key, asked.requestKey());
        if (before.isPresent()) {
            return Outcome.done(before.get());
        }
        LocalDate today = CityTime.today(clock);
        book.closeRunOut(key, today);
        Contract was = table.open(people.aliases(key)).orElse(null);
        if (was == null) {
            return Outcome.no(NO_CONTRACT);
        }
        Person person = people.find(key).orElseThrow();
        Optional<Refusal> unfit = unfit(person, asked.team(), asked.way(), asked.paperNo());
        if (unfit.isPresent()) {
            return Outcome.no(unfit.get());
        }
        LocalDate from = was.fromDate().isAfter(today) ? was.fromDate() : today;
        return chosen(key, asked.packages()).then(chosen -> {
            Contract next = contract(person, asked, chosen, from, was.toDate(), was.contractId(), false);
            if (next.team().equals(was.team()) && Set.copyOf(next.packages()).equals(Set.copyOf(was.packages()))) {
                return Outcome.no(Refusal.rule("nothing-changes", "团队和服务包都没有变化。"));
            }
            return follow(was, next, EndReason.CHANGED);
        });
    }

    private Outcome<Contract> follow(Contract was, Contract next, EndReason reason) {
        if (!book.end(was, next.fromDate(), reason, null, next.signedBy()) || !book.begin(next)) {
            // What was written so far goes with the exception.
            throw CHANGED_MEANWHILE.asException();
        }
        return Outcome.done(next);
    }

    /** 解约. */
    @Transactional
    public Optional<Refusal> terminate(long personKey, EndReason reason, String note, String by) {
        if (!EndReason.GIVEN.contains(reason)) {
            return Optional.of(Refusal.badInput("reason", "请选择解约的原因。"));
        }
        if (note.isBlank() || note.length() > LONGEST_NOTE) {
            return Optional.of(Refusal.badInput("note", "请写明情况，最多 %d 个字。".formatted(LONGEST_NOTE)));
        }
        boolean ended = endAll(people.resolve(personKey), CityTime.today(clock), reason, note.strip(), by);
        return ended ? Optional.empty() : Optional.of(NO_CONTRACT);
    }

    /** Ends what stands on a day or is to begin after it. @return whether there was something */
    boolean endAll(long personKey, LocalDate on, EndReason reason, @Nullable String note, String by) {
        book.closeRunOut(personKey, CityTime.today(clock));
        List<Contract> running = history(personKey).stream()
                .filter(it -> it.end().isAfter(on)
                        && !(it.endedOn() != null && it.end().equals(it.fromDate())))
                .toList();
        running.forEach(it -> book.end(it, on, reason, note, by));
        return !running.isEmpty();
    }

    private Optional<Refusal> unfit(Person person, TeamId team, SigningWay way, @Nullable String paperNo) {
        if (person.deceasedOn() != null) {
            return Optional.of(DECEASED);
        }
        if (way == SigningWay.PAPER && (paperNo == null || !paperNo.matches("[A-Za-z0-9-]{4,40}"))) {
            return Optional.of(Refusal.badInput("paper-number", "请填写协议书编号：4 至 40 位字母、数字或横线。"));
        }
        String area = teams.find(team).filter(Team::open).flatMap(teams::area).orElse(null);
        if (area == null) {
            return Optional.of(NO_TEAM);
        }
        return county(area).equals(county(person.areaCode())) ? Optional.empty() : Optional.of(ELSEWHERE);
    }

    private static String county(String area) {
        return area.substring(0, Math.min(COUNTY_DIGITS, area.length()));
    }

    /** What was asked for, with the basic package, each fitting the person. */
    private Outcome<List<ServicePackage>> chosen(long personKey, Set<String> asked) {
        Set<String> wanted = new LinkedHashSet<>(asked);
        wanted.add(ServicePackage.BASIC);
        List<ServicePackage> chosen = packages.fitting(personKey).stream()
                .filter(it -> wanted.contains(it.id()))
                .toList();
        return chosen.size() == wanted.size() ? Outcome.done(chosen) : Outcome.no(NOT_FITTING);
    }

    /** The basic package comes first, and its term is the contract's. */
    private static int months(List<ServicePackage> chosen) {
        return chosen.getFirst().months();
    }

    private Contract contract(
            Person person,
            Signing asked,
            List<ServicePackage> chosen,
            LocalDate from,
            LocalDate to,
            @Nullable Long follows,
            boolean renewal) {
        return new Contract(
                person.personKey(),
                ids.next(),
                asked.team().institutionId(),
                asked.team().teamId(),
                person.areaCode(),
                chosen.stream().map(ServicePackage::reference).toList(),
                from,
                to,
                asked.way(),
                asked.paperNo(),
                asked.by(),
                clock.instant(),
                asked.requestKey(),
                follows,
                renewal,
                null,
                null,
                null);
    }

    private Refusal signedWith(Contract contract) {
        return Refusal.conflict(
                "already-signed",
                "该居民已与“%s”签约，到 %s 为止。要换团队请办理变更。"
                        .formatted(
                                teams.find(contract.team()).map(Team::name).orElse("其他团队"),
                                contract.toDate().minusDays(1)));
    }
}
