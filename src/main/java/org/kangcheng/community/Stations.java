package org.kangcheng.community;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import org.kangcheng.access.Actor;
import org.kangcheng.booking.ClinicKind;
import org.kangcheng.booking.CreateResult;
import org.kangcheng.booking.HalfDay;
import org.kangcheng.booking.NewSession;
import org.kangcheng.booking.Session;
import org.kangcheng.booking.SessionId;
import org.kangcheng.booking.Sessions;
import org.kangcheng.community.StandingCounting.What;
import org.kangcheng.directory.Institution;
import org.kangcheng.directory.Institutions;
import org.kangcheng.kernel.CityTime;
import org.kangcheng.kernel.Fen;
import org.kangcheng.kernel.Ids;
import org.kangcheng.kernel.PublicId;
import org.kangcheng.kernel.Refusal;
import org.kangcheng.tally.Tally;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** 名医基层工作站与巡诊: their calendar. A day of it is a session of booking, so numbers, stops and who came are booking's. */
@Component
class Stations {
    private static final String COLUMNS = """
            select institution_id, station_id, kind, title, expert, department_id, opened_on, closed_on
              from community.station
            """;
    private static final int COUNTY_DIGITS = 6;
    private static final int MOST_LETTERS = 60;
    private static final int MOST_DAYS = 200;
    private static final Refusal UNKNOWN = Refusal.notFound("没有这个工作站，或它不属于您的机构。");

    /** A day in the calendar. */
    record Day(String areaCode, LocalDate day, long institutionId, long sessionId, long stationId) {
        SessionId session() {
            return new SessionId(institutionId, sessionId);
        }
    }

    private final JdbcClient jdbc;
    private final Sessions sessions;
    private final Institutions institutions;
    private final StandingCounting counting;
    private final Ids ids;
    private final Clock clock;

    Stations(
            JdbcClient jdbc,
            Sessions sessions,
            Institutions institutions,
            StandingCounting counting,
            Ids ids,
            Clock clock) {
        this.jdbc = jdbc;
        this.sessions = sessions;
        this.institutions = institutions;
        this.counting = counting;
        this.ids = ids;
        this.clock = clock;
    }

    @Transactional
    public Outcome<Station> open(Actor actor, Station.Kind kind, String title, String expert, long departmentId) {
        if (title.isBlank() || title.length() > MOST_LETTERS || expert.isBlank() || expert.length() > MOST_LETTERS) {
            return Outcome.no(Refusal.badInput("title", "请填写名称和专家（单位、姓名、职称），各最多 %d 个字。".formatted(MOST_LETTERS)));
        }
        if (institutions.department(actor.institution(), departmentId).isEmpty()) {
            return Outcome.no(Refusal.badInput("department", "本机构没有这个科室。"));
        }
        Station station = new Station(
                actor.institution(),
                ids.next(),
                kind,
                title.strip(),
                expert.strip(),
                departmentId,
                CityTime.today(clock),
                null);
        jdbc.sql("""
                insert into community.station (institution_id, station_id, kind, title, expert, department_id, opened_on)
                values (?, ?, ?, ?, ?, ?, ?)
                """)
                .params(station.institutionId(), station.stationId(), kind.name(), station.title(), station.expert())
                .params(departmentId, station.openedOn())
                .update();
        counting.begins(What.STATIONS, Tally.institution(station.institutionId()), station.openedOn());
        return Outcome.done(station);
    }

    Station own(Actor actor, String id) {
        return PublicId.parse(id)
                .filter(it -> actor.coversInstitution(it.shard()))
                .flatMap(it -> find(it.shard(), it.key()))
                .orElseThrow(UNKNOWN::asException);
    }

    Optional<Station> find(long institutionId, long stationId) {
        return jdbc.sql(COLUMNS + "where institution_id = ? and station_id = ?")
                .params(institutionId, stationId)
                .query(Station.class)
                .optional();
    }

    List<Station> ofInstitution(long institutionId) {
        return jdbc.sql(COLUMNS + "where institution_id = ? and closed_on is null order by station_id")
                .param(institutionId)
                .query(Station.class)
                .list();
    }

    /** Adds a day: its numbers can be had at once, and cost nothing. */
    @Transactional
    public Outcome<Session> addDay(Station station, LocalDate day, String from, String to, int capacity, String place) {
        LocalTime begins;
        LocalTime ends;
        try {
            begins = LocalTime.parse(from);
            ends = LocalTime.parse(to);
        } catch (DateTimeException e) {
            return Outcome.no(Refusal.badInput("time", "时间应写作 08:30。"));
        }
        if (place.isBlank() || place.length() > MOST_LETTERS) {
            return Outcome.no(Refusal.badInput("place", "请写明地点，最多 %d 个字。".formatted(MOST_LETTERS)));
        }
        NewSession asked = new NewSession(
                station.institutionId(),
                station.departmentId(),
                null,
                day,
                begins.isBefore(LocalTime.NOON) ? HalfDay.AM : HalfDay.PM,
                ClinicKind.EXPERT,
                station.title() + "：" + place.strip(),
                Fen.ZERO,
                Fen.ZERO,
                begins,
                ends,
                capacity,
                clock.instant());
        return switch (sessions.create(asked)) {
            case CreateResult.NotCreated(Refusal refusal) -> Outcome.no(refusal);
            case CreateResult.Created(Session session) -> {
                jdbc.sql("""
                        insert into community.station_day (area_code, day, institution_id, session_id, station_id)
                        values (?, ?, ?, ?, ?)
                        """)
                        .params(
                                county(station),
                                day,
                                station.institutionId(),
                                session.id().sessionId(),
                                station.stationId())
                        .update();
                counting.stationDay(station.institutionId(), day);
                yield Outcome.done(session);
            }
        };
    }

    private String county(Station station) {
        String area = institutions
                .find(station.institutionId())
                .map(Institution::areaCode)
                .orElseThrow(UNKNOWN::asException);
        return area.substring(0, Math.min(COUNTY_DIGITS, area.length()));
    }

    /** The calendar of a county, from a day on. */
    List<Day> calendar(String county, LocalDate from) {
        return jdbc.sql("""
                select area_code, day, institution_id, session_id, station_id from community.station_day
                 where area_code = ? and day >= ? order by day, institution_id, session_id limit ?
                """).params(county, from, MOST_DAYS).query(Day.class).list();
    }

    /** The days of one station, from a day on. */
    List<Day> days(Station station, LocalDate from) {
        return calendar(county(station), from).stream()
                .filter(it -> it.institutionId() == station.institutionId() && it.stationId() == station.stationId())
                .toList();
    }

    Optional<Session> session(Day day) {
        return sessions.find(day.session());
    }
}
