package org.kangcheng.booking;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** 排班: what others may ask about sessions, and who makes them. */
@Component
public class Sessions {
    private static final int MOST = 400;

    private final SessionTable table;
    private final CreateSession create;
    private final StopSession stop;
    private final Clock clock;

    Sessions(SessionTable table, CreateSession create, StopSession stop, Clock clock) {
        this.table = table;
        this.create = create;
        this.stop = stop;
        this.clock = clock;
    }

    /** Adds a session with its numbers spread evenly over its time. */
    public CreateResult create(NewSession session) {
        return create.create(session);
    }

    /** 停诊: all who wait for it lose their numbers and hear of it; how many they are. Stopping twice changes nothing. */
    public int stop(SessionId session, String reason) {
        return stop.stop(session, reason);
    }

    public Optional<Session> find(SessionId session) {
        return table.find(session);
    }

    /**
     * A department's sessions from one day to another, both included, stopped ones too, with what is free now;
     * the first 400.
     */
    public List<SessionOffer> find(long institutionId, long departmentId, LocalDate from, LocalDate to) {
        return table.offers(institutionId, departmentId, from, to, clock.instant(), MOST);
    }

    /** As {@link #find(long, long, LocalDate, LocalDate)}, of all its departments; the first 400. */
    public List<SessionOffer> find(long institutionId, LocalDate from, LocalDate to) {
        return table.offers(institutionId, null, from, to, clock.instant(), MOST);
    }
}
