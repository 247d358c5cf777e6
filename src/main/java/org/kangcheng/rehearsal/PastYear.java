package org.kangcheng.rehearsal;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.kangcheng.directory.Area;
import org.kangcheng.directory.Areas;
import org.kangcheng.directory.Institution;
import org.kangcheng.directory.Institutions;
import org.kangcheng.kernel.CityTime;
import org.kangcheng.programme.PastDeliveries;
import org.kangcheng.programme.PastDeliveries.Done;
import org.kangcheng.programme.PastDeliveries.Undone;
import org.kangcheng.programme.ShippedProgrammes;
import org.springframework.context.annotation.Profile;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What the generated city's village doctors have delivered before today: much in one village, little in the next, and in
 * a few villages as it should not be (readings copied, a month's work at its end), so that there is something to find.
 * Town by town in the background, once the people of the programmes are gathered, until there is enough to look at.
 */
@Component
@Profile("!production")
class PastYear {
    /** A city of millions needs no more to be looked at, and its start should not wait for more. */
    private static final int ENOUGH = 300_000;

    private static final int LONGEST_AGO_DAYS = 120;
    private static final int COPYING_IN = 41;

    private final PastDeliveries past;
    private final ShippedProgrammes programmes;
    private final Areas areas;
    private final Institutions institutions;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private volatile boolean complete;

    PastYear(
            PastDeliveries past,
            ShippedProgrammes programmes,
            Areas areas,
            Institutions institutions,
            JdbcClient jdbc,
            TransactionTemplate transaction,
            Clock clock) {
        this.past = past;
        this.programmes = programmes;
        this.areas = areas;
        this.institutions = institutions;
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.clock = clock;
    }

    @Scheduled(fixedDelay = 5_000, initialDelay = 10_000)
    void load() {
        if (!complete && waiting() && programmes.gathered()) {
            loadAll();
        }
    }

    /** A city stands here, and its past is not complete. */
    private boolean waiting() {
        return jdbc.sql("select exists (select from rehearsal.city_load where past_at is null)")
                .query(Boolean.class)
                .single();
    }

    /** Goes on where another program stopped. */
    synchronized void loadAll() {
        for (String town : towns()) {
            if (loaded() >= ENOUGH) {
                break;
            }
            transaction.executeWithoutResult(_ -> load(town));
        }
        jdbc.sql("update rehearsal.city_load set past_at = ?")
                .param(java.sql.Timestamp.from(clock.instant()))
                .update();
        complete = true;
    }

    private void load(String town) {
        boolean mine =
                jdbc.sql("insert into rehearsal.past_town (town, deliveries) values (?, 0) on conflict do nothing")
                                .param(town)
                                .update()
                        == 1;
        if (mine) {
            Town here = new Town(town, CityTime.today(clock));
            jdbc.sql("update rehearsal.past_town set deliveries = ? where town = ?")
                    .params(past.load(town, here::of), town)
                    .update();
        }
    }

    private long loaded() {
        return jdbc.sql("select coalesce(sum(deliveries), 0) from rehearsal.past_town")
                .query(Long.class)
                .single();
    }

    /** The demonstration's own town first; the others mixed, so that each county has some. */
    private List<String> towns() {
        List<String> towns = new ArrayList<>(areas.all().stream()
                .filter(area -> area.level() == Area.Level.TOWN)
                .map(Area::code)
                .sorted()
                .toList());
        List<String> others = towns.subList(1, towns.size());
        Collections.shuffle(others, new java.util.Random(CityPlan.SEED));
        return towns;
    }

    /** One town's past. */
    private final class Town {
        private final LocalDate today;
        private final Map<String, Institution> clinics = new HashMap<>();
        private final Map<Long, String> doctors = new HashMap<>();

        Town(String town, LocalDate today) {
            this.today = today;
            institutions
                    .list(Institution.Kind.VILLAGE_CLINIC, town)
                    .forEach(clinic -> clinics.putIfAbsent(clinic.areaCode(), clinic));
        }

        Optional<Done> of(Undone duty) {
            Institution clinic = clinics.get(duty.areaCode());
            SplittableRandom random = new SplittableRandom(duty.personKey() * 31
                    + duty.serviceId().hashCode()
                    + 31L * duty.programmeId().hashCode());
            if (clinic == null || random.nextInt(100) >= diligence(duty.areaCode())) {
                return Optional.empty();
            }
            LocalDate earliest = duty.opens().isBefore(today) ? duty.opens() : today.minusDays(LONGEST_AGO_DAYS);
            LocalDate since = earliest.isBefore(today.minusDays(LONGEST_AGO_DAYS * 2L))
                    ? today.minusDays(LONGEST_AGO_DAYS * 2L)
                    : earliest;
            int days = (int) (today.toEpochDay() - since.toEpochDay());
            if (days <= 0 || duty.opens().isAfter(today)) {
                return Optional.empty();
            }
            LocalDate on = since.plusDays(random.nextInt(days));
            Map<String, String> typed = FormFilling.fill(duty.form(), random);
            if (place(duty.areaCode()) % COPYING_IN == 0 && random.nextInt(10) < 7) {
                copied(typed);
            }
            if (place(duty.areaCode()) % COPYING_IN == 1) {
                on = on.withDayOfMonth(on.lengthOfMonth() - random.nextInt(3));
            }
            return on.isBefore(today) ? Optional.of(done(clinic, on, typed)) : Optional.empty();
        }

        private Done done(Institution clinic, LocalDate on, Map<String, String> typed) {
            long id = clinic.institutionId();
            String doctor = doctors.computeIfAbsent(
                    id,
                    _ -> institutions.practitioners(id).stream()
                            .findFirst()
                            .map(it -> it.practitionerId() + "|" + it.name())
                            .orElse("0|村医"));
            int at = doctor.indexOf('|');
            return new Done(on, typed, id, FieldDay.workerId(doctor.substring(0, at)), doctor.substring(at + 1));
        }

        /** Of a hundred due services, how many a village's doctor delivers. */
        private static int diligence(String village) {
            return 45 + place(village) % 50;
        }

        private static int place(String village) {
            return Math.floorMod(village.hashCode(), 1_000_003);
        }

        /** The readings of somebody else. */
        private static void copied(Map<String, String> typed) {
            typed.computeIfPresent("sbp", (_, _) -> "128");
            typed.computeIfPresent("dbp", (_, _) -> "80");
            typed.computeIfPresent("glucose", (_, _) -> "5.8");
        }
    }

    /** For a rehearsal, whose day should find it: waits until the programmes are gathered. */
    void await(@Nullable CityPlan plan) throws InterruptedException {
        while (plan != null && !complete && waiting()) {
            if (programmes.gathered()) {
                loadAll();
            } else {
                Thread.sleep(200);
            }
        }
    }
}
