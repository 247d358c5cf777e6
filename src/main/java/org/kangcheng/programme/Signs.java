package org.kangcheng.programme;

import java.time.Clock;
import java.time.YearMonth;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.kangcheng.access.Actor;
import org.kangcheng.identity.PersonDeceased;
import org.kangcheng.kernel.Ids;
import org.kangcheng.kernel.Refusal;
import org.kangcheng.kernel.TasksBesideEachOther;
import org.kangcheng.programme.SignLook.Found;
import org.kangcheng.programme.SignTable.Judgement;
import org.kangcheng.programme.SignTable.Key;
import org.kangcheng.programme.SignTable.Sign;
import org.kangcheng.programme.SignTable.State;
import org.kangcheng.programme.WatchTable.Day;
import org.kangcheng.tally.Tally;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * 造假迹象: looks for signs of made-up data in the months in which something was recorded, tells of them, and has them
 * judged. A sign accuses nobody: each rule says what else may explain it.
 */
@Component
class Signs {
    private static final Logger LOG = LoggerFactory.getLogger(Signs.class);
    private static final int AT_ONCE = 1_000;
    private static final int MOST_TURNS = 20;
    private static final Refusal UNKNOWN = Refusal.notFound("没有这条线索，或它不在您的辖区。");
    private static final Refusal JUDGED = Refusal.conflict("judged", "这条线索已经核实。");
    private static final Refusal NOTE = Refusal.badInput("note", "请写明核实的依据，最多 200 个字。");

    private final List<SignRule> rules = SignEngine.shipped();
    private final WatchTable watch;
    private final SignTable signs;
    private final Deliver deliver;
    private final Tally tally;
    private final ApplicationEventPublisher events;
    private final TransactionTemplate transaction;
    private final Ids ids;
    private final Clock clock;

    Signs(
            WatchTable watch,
            SignTable signs,
            Deliver deliver,
            Tally tally,
            ApplicationEventPublisher events,
            TransactionTemplate transaction,
            Ids ids,
            Clock clock) {
        this.watch = watch;
        this.signs = signs;
        this.deliver = deliver;
        this.tally = tally;
        this.events = events;
        this.transaction = transaction;
        this.ids = ids;
        this.clock = clock;
    }

    List<SignRule> rules() {
        return rules;
    }

    Optional<SignRule> rule(String kind) {
        return rules.stream().filter(rule -> rule.id().equals(kind)).findFirst();
    }

    /** Deaths are registered late: what was recorded after the day of death is looked at then. */
    @EventListener
    void on(PersonDeceased deceased) {
        watch.markAfter(deceased.personKey(), deceased.on());
    }

    @Scheduled(scheduler = TasksBesideEachOther.IN_TURN, fixedDelay = 60_000)
    void look() {
        int turns = 0;
        while (lookAtSome() > 0 && ++turns < MOST_TURNS) {
            Thread.onSpinWait();
        }
    }

    /** Some of the days that wait, in one transaction. @return how many workers' months were looked at */
    int lookAtSome() {
        Integer looked = transaction.execute(_ -> {
            // In one order, as everybody locks them.
            TreeSet<Map.Entry<String, YearMonth>> months = new TreeSet<>(
                    Map.Entry.<String, YearMonth>comparingByKey().thenComparing(Map.Entry.comparingByValue()));
            for (Day day : watch.take(AT_ONCE)) {
                months.add(Map.entry(day.workerId(), YearMonth.from(day.day())));
            }
            months.forEach(month -> look(month.getKey(), month.getValue()));
            return months.size();
        });
        return looked == null ? 0 : looked;
    }

    private void look(String workerId, YearMonth month) {
        WorkerMonth done = signs.month(workerId, month);
        for (SignRule rule : rules) {
            rule.in(done).forEach(found -> raise(rule, workerId, found));
        }
    }

    private void raise(SignRule rule, String workerId, Found found) {
        WorkerMonth.Row newest = found.rows().getLast();
        Sign sign = new Sign(
                ids.next(),
                rule.id(),
                workerId,
                newest.worker(),
                newest.institutionId(),
                mostly(found.rows()),
                found.serviceNo(),
                found.first(),
                found.last(),
                found.text(),
                found.rows().size(),
                State.OPEN,
                clock.instant());
        if (signs.insert(sign)) {
            signs.addRecords(sign.signId(), found.rows());
            count(sign, State.OPEN, 1);
            tell(rule, sign);
        } else {
            again(
                    rule,
                    found,
                    signs.lock(rule.id(), workerId, found.serviceNo(), found.first())
                            .orElseThrow());
        }
    }

    private static String mostly(List<WorkerMonth.Row> rows) {
        Map<String, Integer> areas = new HashMap<>();
        rows.forEach(row -> areas.merge(row.areaCode(), 1, Integer::sum));
        return areas.entrySet().stream()
                .max(Map.Entry.<String, Integer>comparingByValue()
                        .thenComparing(Map.Entry.comparingByKey(Comparator.reverseOrder())))
                .orElseThrow()
                .getKey();
    }

    /** Found before: what is new joins it. What was judged and now has more behind it is open again. */
    private void again(SignRule rule, Found found, Sign before) {
        int more = signs.addRecords(before.signId(), found.rows());
        if (more == 0) {
            return;
        }
        signs.grow(before.signId(), more, found.text(), before.state());
        if (before.state() != State.OPEN) {
            move(before, new Judgement(State.OPEN, "又有 %d 条记录符合这条规则。".formatted(more), "系统", clock.instant()));
            tell(rule, before);
        }
    }

    private void tell(SignRule rule, Sign sign) {
        events.publishEvent(new SignRaised(
                sign.signId(),
                rule.id(),
                rule.title(),
                sign.workerId(),
                sign.worker(),
                sign.institutionId(),
                sign.areaCode(),
                sign.firstDay(),
                signs.judgements(sign.signId()).size()));
    }

    private void move(Sign sign, Judgement judgement) {
        signs.judge(sign.signId(), judgement);
        count(sign, sign.state(), -1);
        count(sign, judgement.state(), 1);
    }

    private void count(Sign sign, State state, int n) {
        tally.add(series(sign.kind(), state), sign.areaCode(), sign.firstDay(), n);
    }

    /** Signs by the first day of what they are about. */
    static String series(String kind, State state) {
        return "sign." + kind + "." + state.name();
    }

    Sign visible(Actor actor, long signId) {
        return signs.find(signId)
                .filter(sign -> actor.coversArea(sign.areaCode()))
                .orElseThrow(UNKNOWN::asException);
    }

    /**
     * Judges a sign. If its records were made up, each of them is voided, so that the services are due again.
     *
     * @param note what the judgement rests on
     */
    @Transactional
    public Optional<Refusal> judge(Actor actor, long signId, State state, String note) {
        Sign sign =
                signs.lock(signId).filter(it -> actor.coversArea(it.areaCode())).orElse(null);
        if (sign == null) {
            return Optional.of(UNKNOWN);
        }
        if (sign.state() != State.OPEN || state == State.OPEN) {
            return Optional.of(JUDGED);
        }
        if (note.isBlank() || note.length() > 200) {
            return Optional.of(NOTE);
        }
        move(sign, new Judgement(state, note.strip(), actor.name(), clock.instant()));
        if (state == State.MADE_UP) {
            voidAll(actor, sign, "经核实属造假：" + note.strip());
        }
        return Optional.empty();
    }

    /** In the order of the persons' keys, as everybody locks them. What was voided already stays as it is. */
    private void voidAll(Actor actor, Sign sign, String reason) {
        String kept = reason.length() <= 200 ? reason : reason.substring(0, 200);
        Key after = new Key(0, 0);
        List<Key> some = signs.records(sign.signId(), after, AT_ONCE);
        while (!some.isEmpty()) {
            int refused = 0;
            for (Key record : some) {
                refused += deliver.voidRecord(actor, record.personKey(), record.deliveryId(), kept)
                                .isPresent()
                        ? 1
                        : 0;
            }
            LOG.info("voided {} records of a sign, {} could not be", some.size() - refused, refused);
            some = signs.records(sign.signId(), some.getLast(), AT_ONCE);
        }
    }
}
