package org.kangcheng.survey;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.kangcheng.access.Accounts;
import org.kangcheng.directory.Area;
import org.kangcheng.directory.Areas;
import org.kangcheng.directory.Institution;
import org.kangcheng.directory.Institutions;
import org.kangcheng.encounter.Visits;
import org.kangcheng.identity.People;
import org.kangcheng.identity.Person;
import org.kangcheng.kernel.CityTime;
import org.kangcheng.programme.Discharges;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * 抽样: whom a round asks, by quota: so many finished visits, stays or members of the staff of each institution, or so many residents or
 * households of each county. The order is the digest of the seed and the candidate, so that the same seed draws the same again.
 */
@Component
class DrawSample {
    /** Of an institution's visits or stays, the newest so many are drawn from. */
    private static final int CANDIDATES = 20_000;
    /** A village is tried so many times for each resident that is wanted. */
    private static final int TRIES = 20;

    private final Accounts accounts;
    private final Areas areas;
    private final Institutions institutions;
    private final Visits visits;
    private final Discharges discharges;
    private final People people;
    private final Villages villages;
    private final DrawHouseholds households;
    private final JdbcClient jdbc;

    DrawSample(
            Accounts accounts,
            Areas areas,
            Institutions institutions,
            Visits visits,
            Discharges discharges,
            People people,
            Villages villages,
            DrawHouseholds households,
            JdbcClient jdbc) {
        this.accounts = accounts;
        this.areas = areas;
        this.institutions = institutions;
        this.visits = visits;
        this.discharges = discharges;
        this.people = people;
        this.villages = villages;
        this.households = households;
        this.jdbc = jdbc;
    }

    /** What may be drawn. @param id by which its lot is computed; @param visitId of a visit of ours */
    private record Candidate(
            String id,
            long personKey,
            @Nullable Long visitId,
            @Nullable LocalDate on) {}

    List<Sample> of(Round round, @Nullable String among) {
        List<Sample> drawn = new ArrayList<>();
        Set<Long> named = new HashSet<>();
        if (round.target().atHome()) {
            List<Area> counties = areas.children(round.areaCode());
            (counties.isEmpty() ? areas.find(round.areaCode()).stream().toList() : counties)
                    .forEach(county -> atHome(round, county, among, named, drawn));
        } else {
            for (Institution.Kind kind : List.of(Institution.Kind.HOSPITAL, Institution.Kind.PRIMARY)) {
                for (Institution one : institutions.list(kind, round.areaCode())) {
                    if (round.target() == Questionnaire.Target.STAFF) {
                        working(round, one, drawn);
                    } else {
                        cared(round, one, candidates(round, one), named, drawn);
                    }
                }
            }
        }
        return drawn;
    }

    private List<Candidate> candidates(Round round, Institution institution) {
        long id = institution.institutionId();
        if (round.target() == Questionnaire.Target.DISCHARGES) {
            return discharges.of(id, round.firstDay(), round.lastDay(), CANDIDATES).stream()
                    .map(it -> new Candidate(it.source(), it.personKey(), null, it.on()))
                    .toList();
        }
        return visits.finished(id, round.firstDay(), round.lastDay(), CANDIDATES).stream()
                .map(visit -> new Candidate(
                        visit.id().toString(),
                        visit.personKey(),
                        visit.visitId(),
                        visit.calledAt() == null ? null : CityTime.dayOf(visit.calledAt())))
                .toList();
    }

    private void cared(Round round, Institution institution, List<Candidate> all, Set<Long> named, List<Sample> drawn) {
        List<Candidate> candidates = new ArrayList<>(all);
        candidates.sort(Comparator.comparing(candidate -> round.lots().of(candidate.id)));
        int taken = 0;
        for (Candidate candidate : candidates) {
            Person person =
                    taken < round.each() ? people.find(candidate.personKey).orElse(null) : null;
            if (person != null && person.deceasedOn() == null && named.add(person.personKey())) {
                taken++;
                drawn.add(new Sample(
                        round.roundId(),
                        drawn.size() + 1,
                        Long.toString(institution.institutionId()),
                        institution.name(),
                        institution.institutionId(),
                        institution.areaCode(),
                        person.personKey(),
                        null,
                        candidate.visitId,
                        candidate.on,
                        null,
                        null,
                        null,
                        false));
            }
        }
    }

    private void working(Round round, Institution institution, List<Sample> drawn) {
        accounts.staffOf(institution.institutionId()).stream()
                .sorted(Comparator.comparing(one -> round.lots().of(one.id())))
                .limit(round.each())
                .forEach(one -> drawn.add(new Sample(
                        round.roundId(),
                        drawn.size() + 1,
                        Long.toString(institution.institutionId()),
                        institution.name(),
                        institution.institutionId(),
                        institution.areaCode(),
                        null,
                        Long.valueOf(one.id()),
                        null,
                        null,
                        null,
                        null,
                        null,
                        false)));
    }

    private void atHome(Round round, Area county, @Nullable String among, Set<Long> named, List<Sample> drawn) {
        if (round.target() == Questionnaire.Target.HOUSEHOLDS) {
            List<Long> members = among == null ? null : having(round, county, among);
            for (DrawHouseholds.Door door : households.of(round, county, members)) {
                if (named.add(door.person().personKey())) {
                    drawn.add(atHome(round, county, door.person(), door.household(), drawn.size() + 1));
                }
            }
            return;
        }
        int taken = 0;
        for (long key : among == null ? anybody(round, county) : having(round, county, among)) {
            Person person = taken < round.each() ? people.find(key).orElse(null) : null;
            if (person != null && person.deceasedOn() == null && named.add(person.personKey())) {
                taken++;
                drawn.add(atHome(round, county, person, null, drawn.size() + 1));
            }
        }
    }

    private static Sample atHome(Round round, Area county, Person person, byte @Nullable [] household, int no) {
        return new Sample(
                round.roundId(),
                no,
                county.code(),
                county.name(),
                null,
                person.areaCode(),
                person.personKey(),
                null,
                null,
                null,
                household,
                null,
                null,
                false);
    }

    /** A village by its number of residents, then whoever comes next after a drawn key. */
    private List<Long> anybody(Round round, Area county) {
        Villages.Of all = villages.of(county);
        List<Long> keys = new ArrayList<>();
        for (int n = 0; n < round.each() * TRIES; n++) {
            long key = round.lots().number(county.code() + ":" + n + ":key");
            all.drawn(round.lots(), n)
                    .flatMap(village -> villages.next(village, key))
                    .ifPresent(keys::add);
        }
        return keys;
    }

    /** Whoever has a status, which few have. */
    private List<Long> having(Round round, Area county, String status) {
        List<Long> keys = new ArrayList<>(jdbc.sql("""
                select distinct granted.person_key from identity_pub.granted_status granted
                  join identity_pub.person person using (person_key)
                 where granted.kind = ? and granted.from_date <= ? and (granted.to_date is null or granted.to_date > ?)
                   and starts_with(person.area_code, ?)
                """)
                .params(status, round.lastDay(), round.firstDay(), county.code())
                .query(Long.class)
                .list());
        keys.sort(Comparator.comparing(key -> round.lots().of(key.toString())));
        return keys;
    }
}
