package org.kangcheng.booking;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.kangcheng.booking.CreateResult.Created;
import org.kangcheng.booking.CreateResult.NotCreated;
import org.kangcheng.directory.Institutions;
import org.kangcheng.kernel.CityTime;
import org.kangcheng.kernel.Ids;
import org.kangcheng.kernel.Refusal;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** 排班: adds a session with its numbers. */
@Component
class CreateSession {
    private static final int DAYS_AHEAD = 90;

    private final SessionTable sessions;
    private final RulesTable rules;
    private final Institutions institutions;
    private final Ids ids;
    private final Clock clock;

    CreateSession(SessionTable sessions, RulesTable rules, Institutions institutions, Ids ids, Clock clock) {
        this.sessions = sessions;
        this.rules = rules;
        this.institutions = institutions;
        this.ids = ids;
        this.clock = clock;
    }

    @Transactional
    CreateResult create(NewSession asked) {
        return unfit(asked).<CreateResult>map(NotCreated::new).orElseGet(() -> add(asked));
    }

    private CreateResult add(NewSession asked) {
        SessionId id = new SessionId(asked.institutionId(), ids.next());
        Instant releaseAt =
                asked.releaseAt() == null ? rules.of(asked.institutionId()).releaseOf(asked.day()) : asked.releaseAt();
        if (!sessions.add(id.sessionId(), asked, releaseAt, clock.instant())) {
            return new NotCreated(Refusal.conflict(
                    "session-exists", asked.practitionerId() == null ? "该科室这个半天已有同类门诊。" : "该医生这个半天已有门诊。"));
        }
        return new Created(sessions.find(id).orElseThrow());
    }

    /** What is wrong with it, for the person who asked. */
    Optional<Refusal> unfit(NewSession asked) {
        if (asked.capacity() < 1 || asked.capacity() > NewSession.MOST_NUMBERS) {
            return Optional.of(Refusal.badInput("capacity", "号数应在1至%d之间。".formatted(NewSession.MOST_NUMBERS)));
        }
        if (asked.minutes() < asked.capacity()) {
            return Optional.of(Refusal.badInput("time", "结束时间应晚于开始时间,且每个号至少一分钟。"));
        }
        if (asked.registration().amount() < 0 || asked.consulting().amount() < 0) {
            return Optional.of(Refusal.badInput("fee", "费用不能为负。"));
        }
        if (asked.endsAt().isBefore(clock.instant())
                || asked.day().isAfter(CityTime.today(clock).plusDays(DAYS_AHEAD))) {
            return Optional.of(Refusal.badInput("day", "出诊日期应在今天至%d天之内。".formatted(DAYS_AHEAD)));
        }
        return unknownInDirectory(asked);
    }

    private Optional<Refusal> unknownInDirectory(NewSession asked) {
        if (institutions.department(asked.institutionId(), asked.departmentId()).isEmpty()) {
            return Optional.of(Refusal.badInput("department", "该机构没有这个科室。"));
        }
        boolean known = asked.practitionerId() == null
                || institutions.practitioners(asked.institutionId()).stream()
                        .anyMatch(one -> one.practitionerId() == asked.practitionerId());
        return known ? Optional.empty() : Optional.of(Refusal.badInput("practitioner", "该机构没有这位医生。"));
    }
}
