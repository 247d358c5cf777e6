package org.kangcheng.rehearsal;

import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.kangcheng.access.Accounts;
import org.kangcheng.access.Accounts.NewAccount;
import org.kangcheng.access.Actor;
import org.kangcheng.access.Role;
import org.kangcheng.kernel.CityTime;
import org.kangcheng.kernel.PublicId;
import org.kangcheng.programme.FieldWork;
import org.kangcheng.programme.FieldWork.Task;
import org.kangcheng.rehearsal.FieldPhone.Cut;
import org.springframework.context.annotation.Profile;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * 村医带着手机的一天: the list is fetched in the morning, the network goes, what is done waits on the phone, and comes in through
 * the phone's own door: services, of which some send somebody on, 登记 and 不能服务. Connections break half-way, and what was sent
 * is sent again. In the evening each entry that the phone was told of must stand, and no other service of that doctor.
 */
@Component
@Profile("!production")
class PhoneDay {
    private static final Actor BY = Actor.system("演练");
    private static final int LIST = 40;
    private static final int FULL = 12;
    private static final int CUT_PERCENT = 60;
    private static final int TRIES = 240;
    private static final int PAUSE_MS = 500;
    private static final int FORM_TRIES = 5;

    /**
     * Of so many visits, by turns, at one something new is learned of her, and one finds her unable to be served: the first few of
     * a day, so that in the smallest city there are some.
     */
    private static final int TURNS = 25;

    private static final int LEARNS = 0;
    private static final int CANNOT = 2;
    private static final int OCCUPIED_DAYS = 300;

    private final FieldWork work;
    private final Accounts accounts;
    private final Environment environment;
    private final JsonMapper json;
    private final Clock clock;
    private final AtomicInteger visits = new AtomicInteger();

    /** The next pressure is one that sends on; also in a city so small that the day's would be none. */
    private final AtomicBoolean sendsOn = new AtomicBoolean(true);

    PhoneDay(FieldWork work, Accounts accounts, Environment environment, JsonMapper json, Clock clock) {
        this.work = work;
        this.accounts = accounts;
        this.environment = environment;
        this.json = json;
        this.clock = clock;
    }

    /** One phone, and what waits on it. */
    private final class Carried {
        private final FieldPhone phone;
        private final Doing doing;
        private final Figures figures;
        private final Map<String, Task> tasks = new HashMap<>();
        private final Map<String, FieldPhone.Entry> waiting = new LinkedHashMap<>();
        private final Map<String, Integer> asked = new HashMap<>();
        private int taken;
        private boolean cutOnce;

        Carried(FieldPhone phone, Doing doing, Figures figures) {
            this.phone = phone;
            this.doing = doing;
            this.figures = figures;
        }

        /** At the door: what is due, or why it cannot be, and what is newly known of her. */
        void visit(Task task) {
            int turn = visits.getAndIncrement() % TURNS;
            if (turn == LEARNS) {
                sendsOn.set(true);
                register(task);
            }
            if (turn == CANNOT) {
                exclude(task);
            } else {
                enter(task);
            }
        }

        /** As a phone names its entries. */
        private String key() {
            return doing.requestKey().replace(':', '-');
        }

        private void enter(Task task) {
            String key = key();
            tasks.put(key, task);
            waiting.put(key, entry(key, task, clock.instant(), high(task)));
        }

        private Map<String, String> high(Task task) {
            boolean measured =
                    task.form().fields().stream().anyMatch(it -> it.id().equals("sbp"));
            return measured && sendsOn.compareAndSet(true, false) ? Map.of("sbp", "188", "dbp", "112") : Map.of();
        }

        private void register(Task task) {
            LocalDate today = CityTime.today(clock);
            String person = PublicId.encode(task.personKey());
            List<JsonNode> offered = phone.occupations(person, today);
            if (!offered.isEmpty()) {
                JsonNode one = offered.get(doing.random().nextInt(offered.size()));
                tell(
                        task,
                        "register",
                        Map.of(
                                "programme", one.path("programme").asString(),
                                "code", one.path("code").asString(),
                                "on",
                                        today.minusDays(doing.random().nextInt(OCCUPIED_DAYS))
                                                .toString(),
                                "unit", "康城食品有限公司"));
            }
        }

        private void exclude(Task task) {
            boolean refuses = doing.chance(50);
            tell(
                    task,
                    "exclude",
                    Map.of(
                            "programme", task.programmeId(),
                            "reason", refuses ? "REFUSED" : "UNREACHABLE",
                            "note", refuses ? "本人拒绝，已签字" : "三次上门无人，电话不通"));
        }

        private void tell(Task task, String kind, Map<String, String> more) {
            String key = key();
            Map<String, Object> body = new LinkedHashMap<>(more);
            body.put("kind", kind);
            body.put("person", PublicId.encode(task.personKey()));
            waiting.put(key, new FieldPhone.Entry(key, task.personKey(), body));
        }

        private FieldPhone.Entry entry(String key, Task task, Instant at, Map<String, String> found) {
            Map<String, Object> body = new LinkedHashMap<>();
            body.put("person", PublicId.encode(task.personKey()));
            body.put("service", task.serviceNo());
            body.put("on", CityTime.dayOf(at).toString());
            body.put("at", at.toString());
            Map<String, String> typed = FormFilling.fill(task.form(), doing.random());
            typed.putAll(found);
            body.put("typed", typed);
            return new FieldPhone.Entry(key, task.personKey(), body);
        }

        /** Until nothing waits: what was cut is sent again, what the form does not take is asked again. */
        void synchronise() {
            figures.happened("手机重新联网");
            while (!waiting.isEmpty()) {
                List<FieldPhone.Entry> batch =
                        waiting.values().stream().limit(FieldPhone.BATCH).toList();
                Cut cut = cut();
                if (cut == Cut.NOWHERE) {
                    again(doing, figures, CareStage.SYNCHRONISE, () -> phone.handIn(batch, cut))
                            .forEach(this::settle);
                } else {
                    figures.happened("同步中断后重传");
                    breakOff(batch, cut);
                }
            }
            again(doing, figures, CareStage.DOWNLOAD, phone::download);
        }

        /** The first synchronisation of each phone always breaks; later ones now and then. */
        private Cut cut() {
            boolean breaks = !cutOnce || doing.chance(CUT_PERCENT / 3);
            cutOnce = true;
            if (!breaks) {
                return Cut.NOWHERE;
            }
            return doing.chance(CUT_PERCENT) ? Cut.BEFORE_THE_ANSWER : Cut.IN_THE_REQUEST;
        }

        private void breakOff(List<FieldPhone.Entry> batch, Cut cut) {
            try {
                phone.handIn(batch, cut);
            } catch (FieldPhone.Unserved e) {
                figures.happened("手机连不上");
            }
        }

        private void settle(String key, JsonNode answer) {
            FieldPhone.Entry entry = Objects.requireNonNull(waiting.get(key));
            switch (answer.path("outcome").asString()) {
                case "taken" -> {
                    waiting.remove(key);
                    doing.kept().sent(key, entry.personKey());
                    taken(entry, answer.path("said").asString(""));
                }
                case "unsound" -> ask(key, entry);
                case "refused" -> {
                    waiting.remove(key);
                    figures.refused(CareStage.SYNCHRONISE, answer.path("code").asString());
                }
                default -> {
                    if (doing.calls().outages()) {
                        rest();
                    } else {
                        waiting.remove(key);
                        figures.fault("手机的一条记录出错");
                    }
                }
            }
        }

        private void taken(FieldPhone.Entry entry, String said) {
            switch (String.valueOf(entry.body().get("kind"))) {
                case "register" -> figures.happened("登记（手机）");
                case "exclude" -> figures.happened("登记不能服务（手机）");
                default -> {
                    taken++;
                    figures.happened("公卫服务（手机）");
                    if (said.contains("转诊")) {
                        figures.happened("转诊（手机）");
                    }
                }
            }
        }

        /** Again by hand; what is no form is not asked a second time. */
        private void ask(String key, FieldPhone.Entry entry) {
            figures.happened("表单填写被指出");
            Task task = tasks.get(key);
            if (task != null && asked.merge(key, 1, Integer::sum) < FORM_TRIES) {
                Instant at = Instant.parse(String.valueOf(entry.body().get("at")));
                waiting.put(key, entry(key, task, at, Map.of()));
            } else {
                waiting.remove(key);
            }
        }
    }

    void live(Doing doing, Actor doctor, Figures figures) {
        String user = "rehearsal-" + doctor.practitionerId();
        String password = "Kc1" + doing.requestKey();
        doing.calls().aside(() -> account(user, password, doctor));
        try (FieldPhone phone = new FieldPhone(base(), json)) {
            again(doing, figures, CareStage.DOWNLOAD, () -> {
                phone.signIn(user, password);
                return phone.download();
            });
            Carried carried = new Carried(phone, doing, figures);
            for (Task task : list(doing, doctor, phone)) {
                doing.pause(4, 14);
                carried.visit(task);
                if (carried.waiting.size() >= FULL) {
                    carried.synchronise();
                }
            }
            doing.pause(30, 90);
            carried.synchronise();
            LocalDate today = CityTime.today(clock);
            int recorded = doing.calls().aside(() -> work.recordedBy(phone.account(), today));
            if (recorded != carried.taken) {
                figures.fault("手机提交了 %d 条，平台有 %d 条".formatted(carried.taken, recorded));
            }
        }
    }

    /** What is due, of those who are on the phone. */
    private List<Task> list(Doing doing, Actor doctor, FieldPhone phone) {
        String village = String.valueOf(doctor.areaCode());
        List<Task> list =
                new ArrayList<>(doing.calls().make(CareStage.FIELD_LIST, () -> work.inVillage(doctor, village, LIST)));
        list.removeIf(task -> !phone.holds(PublicId.encode(task.personKey())));
        return list;
    }

    private boolean account(String user, String password, Actor doctor) {
        if (accounts.holder(user, Role.VILLAGE_DOCTOR).isPresent()) {
            accounts.renew(BY, user, password);
        } else {
            accounts.create(
                    BY,
                    new NewAccount(
                            user,
                            doctor.name(),
                            password,
                            Set.of(Role.VILLAGE_DOCTOR),
                            doctor.institutionId(),
                            doctor.departmentId(),
                            doctor.practitionerId(),
                            doctor.areaCode(),
                            true));
        }
        return true;
    }

    private URI base() {
        return URI.create("http://127.0.0.1:" + environment.getRequiredProperty("local.server.port"));
    }

    /** As the phone does when the platform does not answer. */
    private static <T> T again(Doing doing, Figures figures, CareStage stage, Supplier<T> call) {
        for (int tried = 1; ; tried++) {
            try {
                return doing.calls().make(stage, call);
            } catch (FieldPhone.Unserved e) {
                if (!doing.calls().outages() || tried == TRIES) {
                    throw e;
                }
                figures.happened("手机连不上");
                rest();
            }
        }
    }

    private static void rest() {
        try {
            Thread.sleep(PAUSE_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
