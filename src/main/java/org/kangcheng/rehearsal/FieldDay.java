package org.kangcheng.rehearsal;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.kangcheng.access.Actor;
import org.kangcheng.access.Role;
import org.kangcheng.directory.Department;
import org.kangcheng.directory.Institution;
import org.kangcheng.directory.Institutions;
import org.kangcheng.directory.Practitioner;
import org.kangcheng.kernel.CityTime;
import org.kangcheng.kernel.PublicId;
import org.kangcheng.kernel.Refusal;
import org.kangcheng.programme.Exclusion;
import org.kangcheng.programme.FieldWork;
import org.kangcheng.programme.FieldWork.Answer;
import org.kangcheng.programme.FieldWork.Task;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/**
 * 村医的一天: from door to door with today's list. Some phones have no network until noon or the evening: their records
 * come in together, with the moments at which they were made, and some of them twice.
 */
@Component
@Profile("!production")
class FieldDay {
    private static final int LIST = 40;
    /** Benefits are seen to in the same round, also where something else is more urgent. */
    private static final int RELIEF = 6;

    private static final int RELIEF_AMONG = 2_000;
    private static final int OFFLINE_PERCENT = 40;
    private static final int CANNOT_PERCENT = 4;
    private static final int WRONG_PERCENT = 3;
    private static final int SENT_TWICE_PERCENT = 20;
    private static final int FORM_TRIES = 5;

    private final FieldWork work;
    private final Institutions institutions;
    private final Clock clock;

    FieldDay(FieldWork work, Institutions institutions, Clock clock) {
        this.work = work;
        this.institutions = institutions;
        this.clock = clock;
    }

    /** As the account of the practitioner would be called if each had one. */
    static String workerId(String practitionerId) {
        return "practitioner:" + practitionerId;
    }

    /** The doctor of a village clinic; empty when nobody works there. */
    Optional<Actor> doctor(Institution clinic) {
        return institutions.practitioners(clinic.institutionId()).stream()
                .findFirst()
                .map(it -> actor(clinic, it));
    }

    private Actor actor(Institution clinic, Practitioner who) {
        Department room = institutions.departments(clinic.institutionId()).getFirst();
        return new Actor(
                Actor.Kind.STAFF,
                workerId(Long.toString(who.practitionerId())),
                who.name(),
                Set.of(Role.VILLAGE_DOCTOR),
                clinic.institutionId(),
                room.departmentId(),
                who.practitionerId(),
                clinic.areaCode(),
                null,
                false);
    }

    /** A record as it waits on a phone. */
    private record Noted(Task task, Instant at, Map<String, String> typed, String requestKey) {}

    void live(Doing doing, Actor doctor, Figures figures) {
        String village = String.valueOf(doctor.areaCode());
        List<Task> list =
                new ArrayList<>(doing.calls().make(CareStage.FIELD_LIST, () -> work.inVillage(doctor, village, LIST)));
        doing.calls().make(CareStage.FIELD_LIST, () -> work.reliefInVillage(doctor, village, RELIEF_AMONG)).stream()
                .filter(task -> !list.contains(task))
                .limit(RELIEF)
                .forEach(list::add);
        boolean offline = doing.chance(OFFLINE_PERCENT);
        List<Noted> waiting = new ArrayList<>();
        for (Task task : list) {
            doing.pause(4, 14);
            if (doing.chance(CANNOT_PERCENT)) {
                exclude(doing, doctor, task, figures);
            } else {
                Noted noted = new Noted(
                        task, clock.instant(), FormFilling.fill(task.form(), doing.random()), doing.requestKey());
                if (offline) {
                    waiting.add(noted);
                } else {
                    send(doing, doctor, noted, figures);
                }
            }
            if (offline && doing.chance(8)) {
                synchronise(doing, doctor, waiting, figures);
            }
        }
        doing.pause(30, 90);
        synchronise(doing, doctor, waiting, figures);
    }

    private void synchronise(Doing doing, Actor doctor, List<Noted> waiting, Figures figures) {
        if (!waiting.isEmpty()) {
            figures.happened("手机重新联网");
            waiting.forEach(noted -> send(doing, doctor, noted, figures));
            waiting.clear();
        }
    }

    private void send(Doing doing, Actor doctor, Noted noted, Figures figures) {
        LocalDate on = CityTime.dayOf(noted.at);
        Answer answer = deliver(doing, doctor, noted, on);
        // What the form does not take is asked again at once, as the phone does.
        for (int tried = 1; answer instanceof Answer.Unsound && tried < FORM_TRIES; tried++) {
            figures.happened("表单填写被指出");
            Noted again = new Noted(
                    noted.task, noted.at, FormFilling.fill(noted.task.form(), doing.random()), noted.requestKey);
            answer = deliver(doing, doctor, again, on);
        }
        if (answer instanceof Answer.Recorded(PublicId id, var _, var _)) {
            doing.kept().delivered(id);
            figures.happened(on.equals(CityTime.today(clock)) ? "公卫服务" : "公卫服务（补录）");
            if (doing.chance(WRONG_PERCENT)) {
                correct(doing, doctor, noted, id, figures);
            }
        }
    }

    private Answer deliver(Doing doing, Actor doctor, Noted noted, LocalDate on) {
        Task task = noted.task;
        java.util.function.Supplier<Answer> call = () ->
                work.deliver(doctor, task.personKey(), task.serviceNo(), on, noted.at, noted.typed, noted.requestKey);
        return doing.chance(SENT_TWICE_PERCENT)
                ? doing.calls().twice(CareStage.DELIVER, call, FieldDay::contradict)
                : doing.calls().make(CareStage.DELIVER, call);
    }

    private static boolean contradict(Answer one, Answer other) {
        return one instanceof Answer.Recorded(PublicId a, var _, var _)
                && other instanceof Answer.Recorded(PublicId b, var _, var _)
                && !a.equals(b);
    }

    /** It was somebody else's reading: voided, and recorded anew. */
    private void correct(Doing doing, Actor doctor, Noted noted, PublicId id, Figures figures) {
        Optional<Refusal> refused = doing.calls().make(CareStage.VOID, () -> work.voidRecord(doctor, id, "填错了居民，作废重录"));
        refused.ifPresent(refusal -> figures.refused(CareStage.VOID, refusal.code()));
        figures.happened("作废重录");
        Noted again = new Noted(
                noted.task, noted.at, FormFilling.fill(noted.task.form(), doing.random()), doing.requestKey());
        if (deliver(doing, doctor, again, CityTime.dayOf(noted.at))
                instanceof Answer.Recorded(PublicId anew, var _, var _)) {
            doing.kept().delivered(anew);
        }
    }

    private void exclude(Doing doing, Actor doctor, Task task, Figures figures) {
        Exclusion reason = doing.chance(50) ? Exclusion.UNREACHABLE : Exclusion.REFUSED;
        String note = reason == Exclusion.UNREACHABLE ? "三次上门无人，电话不通，邻居代述" : "本人拒绝，已签字";
        Optional<Refusal> refused = doing.calls()
                .make(
                        CareStage.EXCLUDE,
                        () -> work.exclude(doctor, task.personKey(), task.programmeId(), reason, note));
        refused.ifPresentOrElse(
                refusal -> figures.refused(CareStage.EXCLUDE, refusal.code()), () -> figures.happened("登记不能服务"));
    }
}
