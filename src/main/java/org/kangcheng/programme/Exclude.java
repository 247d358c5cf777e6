package org.kangcheng.programme;

import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.kangcheng.access.Actor;
import org.kangcheng.identity.People;
import org.kangcheng.kernel.Ids;
import org.kangcheng.kernel.Refusal;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Says that somebody cannot be served by a programme, and why; or takes it back. */
@Component
class Exclude {
    private static final Refusal NOT_YOURS = Refusal.forbidden("居民不在您的辖区。");
    private static final Refusal ALREADY = Refusal.conflict("already-excluded", "此居民已登记为不能服务。");
    private static final Refusal NOT_EXCLUDED = Refusal.conflict("not-excluded", "此居民没有登记为不能服务。");
    private static final Refusal DEAD_BY_REGISTER = Refusal.rule("dead-by-register", "死亡由居民主索引登记，此处不能填写。");

    private final SubjectTable subjects;
    private final ExclusionTable exclusions;
    private final Upkeep upkeep;
    private final People people;
    private final Ids ids;
    private final Clock clock;

    Exclude(SubjectTable subjects, ExclusionTable exclusions, Upkeep upkeep, People people, Ids ids, Clock clock) {
        this.subjects = subjects;
        this.exclusions = exclusions;
        this.upkeep = upkeep;
        this.people = people;
        this.ids = ids;
        this.clock = clock;
    }

    /** @param note what shows it: whom the worker asked, what paper she saw */
    @Transactional
    public Optional<Refusal> exclude(Actor actor, long personKey, InForce programme, Exclusion reason, String note) {
        return exclude(actor, personKey, programme, reason, note, null);
    }

    /** @param requestKey told again under it, nothing changes and the answer is the same; null when it is told once */
    @Transactional
    public Optional<Refusal> exclude(
            Actor actor,
            long personKey,
            InForce programme,
            Exclusion reason,
            String note,
            @Nullable String requestKey) {
        long key = people.resolve(personKey);
        if (subjects.lockArea(key).filter(actor::coversArea).isEmpty()) {
            return Optional.of(NOT_YOURS);
        }
        if (requestKey != null && exclusions.wasTold(people.aliases(key), requestKey)) {
            return Optional.empty();
        }
        if (reason == Exclusion.DEAD) {
            return Optional.of(DEAD_BY_REGISTER);
        }
        if (note.isBlank() || note.length() > 200) {
            return Optional.of(Refusal.badInput("note", "请写明依据，最多 200 个字。"));
        }
        boolean told = exclusions.insert(
                key, ids.next(), programme.no(), reason, note.strip(), actor.name(), requestKey, clock.instant());
        if (!told) {
            return Optional.of(ALREADY);
        }
        upkeep.look(key);
        return Optional.empty();
    }

    @Transactional
    public Optional<Refusal> lift(Actor actor, long personKey, InForce programme) {
        long key = people.resolve(personKey);
        if (subjects.lockArea(key).filter(actor::coversArea).isEmpty()) {
            return Optional.of(NOT_YOURS);
        }
        if (!exclusions.lift(key, programme.no(), actor.name(), clock.instant())) {
            return Optional.of(NOT_EXCLUDED);
        }
        upkeep.look(key);
        return Optional.empty();
    }
}
