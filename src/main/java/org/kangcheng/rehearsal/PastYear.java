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
import org.kangcheng.access.Actor;
import org.kangcheng.directory.Area;
import org.kangcheng.directory.Areas;
import org.kangcheng.directory.Institution;
import org.kangcheng.directory.Institutions;
import org.kangcheng.kernel.CityTime;
import org.kangcheng.kernel.TasksBesideEachOther;
import org.kangcheng.programme.FieldWork;
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

    /** Benefits are recorded one by one, as in real work. */
    private static final int ENOUGH_BENEFITS = 12_000;

    private static final int BENEFIT_DAYS = 13;
    private static final int BENEFITS_AMONG = 6_000;
    private static final int LONGEST_AGO_DAYS = 120;
    private static final int COPYING_IN = 41;

    /** So many checks of a county that one doctor made up. */
    private static final int MADE_UP = 60;

    private static final int MAKING_UP_IN = 3;

    private final PastDeliveries past;
    private final FieldDay field;
    private final FieldWork work;
    private final ShippedProgrammes programmes;
    private final Areas areas;
    private final Institutions institutions;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final Map<String, Integer> madeUp = new HashMap<>();
    private volatile boolean complete;

    PastYear(
            PastDeliveries past,
            FieldDay field,
            FieldWork work,
            ShippedProgrammes programmes,
            Areas areas,
            Institutions institutions,
            JdbcClient jdbc,
            TransactionTemplate transaction,
            Clock clock) {
        this.past = past;
        this.field = field;
        this.work = work;
        this.programmes = programmes;
        this.areas = areas;
        this.institutions = institutions;
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.clock = clock;
    }

    @Scheduled(scheduler = TasksBesideEachOther.IN_TURN, fixedDelay = 5_000, initialDelay = 10_000)
    void load() {
        if (!complete && waiting() && programmes.gathered()) {
            loadAll();
        }
    }

    /** A city stands here, and its past is not complete. */
    private boolean waiting() {
        return jdbc.sql("select exists (select from rehearsal.city_load where past_at is null or benefits_at is null)")
                .query(Boolean.class)
                .single();
    }

    /** Goes on where another program stopped. */
    synchronized void loadAll() {
        List<String> towns = towns();
        for (String town : towns) {
            if (sum("deliveries") >= ENOUGH) {
                break;
            }
            transaction.executeWithoutResult(_ -> load(town));
        }
        done("past_at");
        for (String town : towns) {
            if (sum("benefits") >= ENOUGH_BENEFITS) {
                break;
            }
            benefits(town);
        }
        done("benefits_at");
        complete = true;
    }

    private void done(String what) {
        jdbc.sql("update rehearsal.city_load set %1$s = coalesce(%1$s, ?)".formatted(what))
                .param(java.sql.Timestamp.from(clock.instant()))
                .update();
    }

    /** 健康扶贫待遇 that were delivered in the last days, recorded as a village doctor records them; again it changes nothing. */
    private void benefits(String town) {
        boolean waits = jdbc.sql("select exists (select from rehearsal.past_town where town = ? and benefits is null)")
                .param(town)
                .query(Boolean.class)
                .single();
        if (waits) {
            int recorded = institutions.list(Institution.Kind.VILLAGE_CLINIC, town).stream()
                    .flatMap(clinic -> field.doctor(clinic).stream())
                    .mapToInt(this::benefits)
                    .sum();
            jdbc.sql("update rehearsal.past_town set benefits = ? where town = ?")
                    .params(recorded, town)
                    .update();
        }
    }

    private int benefits(Actor doctor) {
        String village = String.valueOf(doctor.areaCode());
        LocalDate today = CityTime.today(clock);
        int recorded = 0;
        for (FieldWork.Task task : work.reliefInVillage(doctor, village, BENEFITS_AMONG)) {
            SplittableRandom random = new SplittableRandom(task.personKey() * 31 + task.serviceNo());
            if (random.nextInt(100) < Town.diligence(village)) {
                LocalDate on = today.minusDays(random.nextInt(BENEFIT_DAYS));
                String key = "benefit:" + task.serviceNo();
                FieldWork.Answer answer = work.deliver(
                        doctor,
                        task.personKey(),
                        task.serviceNo(),
                        on,
                        null,
                        FormFilling.fill(task.form(), random),
                        key);
                recorded += answer instanceof FieldWork.Answer.Recorded ? 1 : 0;
            }
        }
        return recorded;
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

    private long sum(String what) {
        return jdbc.sql("select coalesce(sum(%s), 0) from rehearsal.past_town".formatted(what))
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

    private String firstCounty() {
        return areas.all().stream()
                .filter(area -> area.level() == Area.Level.COUNTY)
                .map(Area::code)
                .min(String::compareTo)
                .orElse("");
    }

    /** One town's past. */
    private final class Town {
        private final String county;
        private final boolean makesUp;
        private final LocalDate today;
        private final Map<String, Institution> clinics = new HashMap<>();
        private final Map<Long, String> doctors = new HashMap<>();

        Town(String town, LocalDate today) {
            this.county = town.substring(0, 6);
            this.makesUp = county.equals(firstCounty()) || place(county) % MAKING_UP_IN == 0;
            this.today = today;
            institutions
                    .list(Institution.Kind.VILLAGE_CLINIC, town)
                    .forEach(clinic -> clinics.putIfAbsent(clinic.areaCode(), clinic));
        }

        Optional<Done> of(Undone duty) {
            return madeUp(duty).or(() -> served(duty));
        }

        /**
         * In a small city a village has too few people for anything to be striking. In some counties, the demonstration's
         * own among them, one doctor therefore records old people's checks of every village: with the readings of one,
         * in the last days of a month.
         */
        private Optional<Done> madeUp(Undone duty) {
            LocalDate on = today.withDayOfMonth(1).minusDays(1 + Math.floorMod(duty.personKey(), 3));
            boolean fits = duty.programmeId().equals("elderly")
                    && duty.serviceId().equals("yearly-check")
                    && !on.isBefore(duty.opens())
                    && makesUp;
            if (!fits || madeUp.merge(county, 1, Integer::sum) > MADE_UP) {
                return Optional.empty();
            }
            Map<String, String> typed = FormFilling.fill(duty.form(), new SplittableRandom(county.hashCode()));
            return institutions.list(Institution.Kind.VILLAGE_CLINIC, county).stream()
                    .findFirst()
                    .map(clinic -> done(clinic, on, typed));
        }

        private Optional<Done> served(Undone duty) {
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
