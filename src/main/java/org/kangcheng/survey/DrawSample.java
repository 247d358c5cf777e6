package org.kangcheng.survey;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.kangcheng.directory.Area;
import org.kangcheng.directory.Areas;
import org.kangcheng.directory.Institution;
import org.kangcheng.directory.Institutions;
import org.kangcheng.encounter.Visits;
import org.kangcheng.identity.People;
import org.kangcheng.identity.Person;
import org.kangcheng.kernel.CityTime;
import org.kangcheng.kernel.Sm;
import org.kangcheng.programme.Discharges;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * 抽样: whom a round asks, by quota: so many finished visits or stays of each institution, or so many residents of each county. The
 * order is the digest of the seed and the candidate, so that the same seed draws the same again.
 */
@Component
class DrawSample {
    /** Of an institution's visits or stays, the newest so many are drawn from. */
    private static final int CANDIDATES = 20_000;
    /** A village is tried so many times for each resident that is wanted. */
    private static final int TRIES = 20;

    private record Village(String areaCode, long residents) {}

    private final Areas areas;
    private final Institutions institutions;
    private final Visits visits;
    private final Discharges discharges;
    private final People people;
    private final JdbcClient jdbc;

    DrawSample(
            Areas areas,
            Institutions institutions,
            Visits visits,
            Discharges discharges,
            People people,
            JdbcClient jdbc) {
        this.areas = areas;
        this.institutions = institutions;
        this.visits = visits;
        this.discharges = discharges;
        this.people = people;
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
        if (round.target() == Questionnaire.Target.RESIDENTS) {
            List<Area> counties = areas.children(round.areaCode());
            (counties.isEmpty() ? areas.find(round.areaCode()).stream().toList() : counties)
                    .forEach(county -> residents(round, county, among, named, drawn));
        } else {
            for (Institution.Kind kind : List.of(Institution.Kind.HOSPITAL, Institution.Kind.PRIMARY)) {
                institutions
                        .list(kind, round.areaCode())
                        .forEach(one -> cared(round, one, candidates(round, one), named, drawn));
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
        candidates.sort(Comparator.comparing(candidate -> lot(round, candidate.id)));
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
                        candidate.visitId,
                        candidate.on,
                        null,
                        null,
                        false));
            }
        }
    }

    private void residents(Round round, Area county, @Nullable String among, Set<Long> named, List<Sample> drawn) {
        List<Long> candidates = among == null ? anybody(round, county) : having(round, county, among);
        int taken = 0;
        for (long key : candidates) {
            Person person = taken < round.each() ? people.find(key).orElse(null) : null;
            if (person != null && person.deceasedOn() == null && named.add(person.personKey())) {
                taken++;
                drawn.add(new Sample(
                        round.roundId(),
                        drawn.size() + 1,
                        county.code(),
                        county.name(),
                        null,
                        person.areaCode(),
                        person.personKey(),
                        null,
                        null,
                        null,
                        null,
                        false));
            }
        }
    }

    /** A village by its number of residents, then whoever comes next after a drawn key. */
    private List<Long> anybody(Round round, Area county) {
        List<Village> villages =
                jdbc.sql("""
                select area_code, residents from identity_pub.resident_count
                 where starts_with(area_code, ?) and residents > 0 order by area_code
                """).param(county.code()).query(Village.class).list();
        long all = villages.stream().mapToLong(Village::residents).sum();
        List<Long> keys = new ArrayList<>();
        for (int n = 0; all > 0 && n < round.each() * TRIES; n++) {
            long at = number(round, county.code() + ":" + n) % all;
            long key = number(round, county.code() + ":" + n + ":key");
            for (Village village : villages) {
                if (at < village.residents) {
                    after(village.areaCode, key).ifPresent(keys::add);
                    break;
                }
                at -= village.residents;
            }
        }
        return keys;
    }

    private Optional<Long> after(String village, long key) {
        return jdbc.sql("""
                (select person_key from identity_pub.resident where area_code = :area and person_key >= :key
                  order by person_key limit 1)
                union all
                (select person_key from identity_pub.resident where area_code = :area order by person_key limit 1)
                limit 1
                """)
                .param("area", village)
                .param("key", key)
                .query(Long.class)
                .optional();
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
        keys.sort(Comparator.comparing(key -> lot(round, key.toString())));
        return keys;
    }

    private static String lot(Round round, String candidate) {
        return HexFormat.of().formatHex(digest(round, candidate));
    }

    private static long number(Round round, String what) {
        return ByteBuffer.wrap(digest(round, what)).getLong() & Long.MAX_VALUE;
    }

    private static byte[] digest(Round round, String what) {
        return Sm.sm3(round.seed(), what.getBytes(StandardCharsets.UTF_8));
    }
}
