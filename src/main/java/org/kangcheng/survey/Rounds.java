package org.kangcheng.survey;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.kangcheng.access.Accounts;
import org.kangcheng.access.Actor;
import org.kangcheng.access.Role;
import org.kangcheng.definition.Form;
import org.kangcheng.directory.Areas;
import org.kangcheng.identity.People;
import org.kangcheng.kernel.CityTime;
import org.kangcheng.kernel.Ids;
import org.kangcheng.kernel.PublicId;
import org.kangcheng.kernel.Refusal;
import org.kangcheng.notice.Notices;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** 调查: rounds are made, drawn, answered and closed. */
@Component
public class Rounds {
    private static final int SEED_BYTES = 32;
    private static final int LONGEST_TITLE = 100;
    private static final int MOST_EACH = 1_000;
    private static final Refusal UNKNOWN = Refusal.notFound("没有这个调查，或它没有委托给您。");
    private static final Refusal NO_QUESTIONNAIRE = Refusal.badInput("questionnaire", "没有这份问卷。");
    private static final Refusal NO_AREA = Refusal.badInput("area", "没有这个行政区划。");
    private static final Refusal NO_DAYS = Refusal.badInput("days", "起止日期不对：止不早于起，起不晚于今天。");
    private static final Refusal MALFORMED = Refusal.badInput("round", "请写名称（最多 100 字），每组抽 1 至 1000 个。");
    private static final Refusal NOBODY = Refusal.badInput("surveyor", "没有这个登录名的第三方调查员。");
    private static final Refusal EMPTY = Refusal.rule("no-candidates", "这个范围和时间里没有可抽的样本。");
    private static final Refusal CLOSED = Refusal.conflict("round-closed", "这个调查已经结束。");
    private static final Refusal ANSWERED = Refusal.conflict("answered", "这个样本已经有结果了。");
    private static final Refusal FORM = Refusal.badInput("form", "有些题目需要改正。");

    /** What a round is made of. @param surveyor the sign-in name of the third party's account; the staff may be left to answer by themselves */
    public record NewRound(
            String title,
            String questionnaire,
            String areaCode,
            LocalDate first,
            LocalDate last,
            int each,
            String surveyor) {}

    /** What became of an answer. @param problems by question, in Chinese */
    public record Settled(Optional<Refusal> refusal, Map<String, String> problems) {
        static final Settled DONE = new Settled(Optional.empty(), Map.of());

        static Settled no(Refusal refusal) {
            return new Settled(Optional.of(refusal), Map.of());
        }
    }

    private final RoundTable table;
    private final SampleTable samples;
    private final Questionnaires questionnaires;
    private final DrawSample drawing;
    private final AnswerCounting counting;
    private final Accounts accounts;
    private final Notices notices;
    private final Areas areas;
    private final People people;
    private final ApplicationEventPublisher events;
    private final Ids ids;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    Rounds(
            RoundTable table,
            SampleTable samples,
            Questionnaires questionnaires,
            DrawSample drawing,
            AnswerCounting counting,
            Accounts accounts,
            Notices notices,
            Areas areas,
            People people,
            ApplicationEventPublisher events,
            Ids ids,
            Clock clock) {
        this.table = table;
        this.samples = samples;
        this.questionnaires = questionnaires;
        this.drawing = drawing;
        this.counting = counting;
        this.accounts = accounts;
        this.notices = notices;
        this.areas = areas;
        this.people = people;
        this.events = events;
        this.ids = ids;
        this.clock = clock;
    }

    /** Makes a round and draws its sample, in one transaction. Refused with 400 for what does not fit, 422 when nobody is there. */
    @Transactional
    public PublicId make(Actor actor, NewRound wanted) {
        Questionnaire questionnaire =
                questionnaires.find(wanted.questionnaire).orElseThrow(NO_QUESTIONNAIRE::asException);
        if (wanted.title.isBlank()
                || wanted.title.length() > LONGEST_TITLE
                || wanted.each < 1
                || wanted.each > MOST_EACH) {
            throw MALFORMED.asException();
        }
        if (areas.find(wanted.areaCode).isEmpty() || !actor.coversArea(wanted.areaCode)) {
            throw NO_AREA.asException();
        }
        if (wanted.last.isBefore(wanted.first)) {
            throw NO_DAYS.asException();
        }
        boolean byThemselves = questionnaire.target() == Questionnaire.Target.STAFF && wanted.surveyor.isBlank();
        String surveyor = byThemselves
                ? ""
                : accounts.holder(wanted.surveyor, Role.SURVEYOR).orElseThrow(NOBODY::asException);
        byte[] seed = new byte[SEED_BYTES];
        random.nextBytes(seed);
        Round round = new Round(
                ids.next(),
                wanted.title.strip(),
                questionnaire.id(),
                questionnaire.definition().version(),
                questionnaire.target(),
                wanted.areaCode,
                wanted.first,
                wanted.last,
                wanted.each,
                seed,
                surveyor,
                actor.name(),
                clock.instant(),
                null);
        questionnaires.keep(questionnaire);
        List<Sample> drawn = drawing.of(round, questionnaire.among());
        if (drawn.isEmpty()) {
            throw EMPTY.asException();
        }
        table.insert(round);
        drawn.forEach(samples::insert);
        drawn.forEach(sample -> tell(round, sample));
        return new PublicId(round.roundId(), drawn.size());
    }

    /** A member of the staff is told that she was drawn; a resident finds it on her phone. */
    private void tell(Round round, Sample sample) {
        if (sample.account() != null) {
            notices.tell(
                    Long.toString(sample.account()),
                    "请您作答：" + round.title(),
                    StaffSurveyPages.PAGE + "/" + round.id() + "/" + sample.sampleNo());
        }
    }

    @Transactional
    public void close(Actor actor, long roundId) {
        Round round = require(roundId);
        if (!actor.coversArea(round.areaCode())) {
            throw UNKNOWN.asException();
        }
        if (!table.close(roundId, clock.instant())) {
            throw CLOSED.asException();
        }
    }

    Round require(long roundId) {
        return table.find(roundId).orElseThrow(UNKNOWN::asException);
    }

    /** The sample, for whom the round is entrusted to. */
    Sample entrusted(Actor surveyor, long roundId, int sampleNo) {
        return table.find(roundId)
                .filter(round -> round.entrustedTo().equals(surveyor.id()))
                .flatMap(round -> samples.find(roundId, sampleNo))
                .orElseThrow(UNKNOWN::asException);
    }

    /** What the resident herself is asked and has not answered. */
    List<Sample> ofResident(Actor resident) {
        Long self = resident.personKey();
        return self == null
                ? List.of()
                : samples.ofPerson(people.aliases(self)).stream()
                        .filter(sample ->
                                table.find(sample.roundId()).filter(Round::open).isPresent())
                        .toList();
    }

    Sample ofResident(Actor resident, long roundId, int sampleNo) {
        return ofResident(resident).stream()
                .filter(sample -> sample.roundId() == roundId && sample.sampleNo() == sampleNo)
                .findFirst()
                .orElseThrow(UNKNOWN::asException);
    }

    /** What a member of the staff is asked herself and has not answered. */
    List<Sample> ofStaff(Actor staff) {
        return samples.ofAccount(staff.id()).stream()
                .filter(sample ->
                        table.find(sample.roundId()).filter(Round::open).isPresent())
                .toList();
    }

    Sample ofStaff(Actor staff, long roundId, int sampleNo) {
        return samples.find(roundId, sampleNo)
                .filter(sample -> sample.open() && sample.isOf(staff))
                .filter(_ -> table.find(roundId).filter(Round::open).isPresent())
                .orElseThrow(UNKNOWN::asException);
    }

    /**
     * Writes what somebody answered whom the surveyor asked.
     *
     * @param mode PHONE, PAGE or ON_SPOT
     */
    @Transactional
    public Settled answer(Actor surveyor, PublicId round, int sampleNo, String mode, Map<String, String> typed) {
        return answer(surveyor, entrusted(surveyor, round.shard(), sampleNo), Sample.Mode.valueOf(mode), typed);
    }

    /** Writes what somebody answered, once; who answers a bad one is told of, not by name. */
    @Transactional
    public Settled answer(Actor by, Sample sample, Sample.Mode mode, Map<String, String> typed) {
        Round round = require(sample.roundId());
        if (!round.open()) {
            return Settled.no(CLOSED);
        }
        Questionnaire questionnaire = questionnaires.of(round);
        Form.Answers answers = questionnaire.form().answers(typed, Map.of());
        if (!answers.sound()) {
            return new Settled(Optional.of(FORM), answers.problems());
        }
        boolean bad = questionnaire.bad() != null && questionnaire.bad().holds(answers.values());
        SampleTable.Answered answered =
                new SampleTable.Answered(answers.values(), questionnaire.scored(answers.values()), bad);
        Instant now = clock.instant();
        if (!samples.settle(sample, mode, Sample.Outcome.ANSWERED, answered, asker(by, sample), now)) {
            return Settled.no(ANSWERED);
        }
        counting.answered(questionnaire.id(), sample, mode, answered.scores(), CityTime.dayOf(now));
        if (bad) {
            events.publishEvent(new AnsweredBadly(
                    round.roundId(),
                    sample.sampleNo(),
                    round.title(),
                    mode.label(),
                    sample.institutionId(),
                    sample.areaCode(),
                    poor(questionnaire, answers.values())));
        }
        return Settled.DONE;
    }

    /** By whom she was asked; a member of the staff who answers by herself is not named. */
    private static String asker(Actor by, Sample sample) {
        return sample.isOf(by) ? "本人" : by.name();
    }

    /** The questions that were answered worst, by their labels. */
    private static List<String> poor(Questionnaire questionnaire, Map<String, Object> answers) {
        return questionnaire.form().fields().stream()
                .filter(field -> questionnaire.scores().stream()
                        .anyMatch(score -> score.of().contains(field.id())))
                .filter(field -> answers.get(field.id()) instanceof Long stars && stars <= 2
                        || Boolean.FALSE.equals(answers.get(field.id())))
                .map(Form.Field::label)
                .toList();
    }

    /** Nobody answered. */
    @Transactional
    public Settled miss(Actor by, Sample sample, Sample.Mode mode, Sample.Outcome outcome) {
        if (!require(sample.roundId()).open()) {
            return Settled.no(CLOSED);
        }
        return samples.settle(sample, mode, outcome, null, by.name(), clock.instant())
                ? Settled.DONE
                : Settled.no(ANSWERED);
    }
}
