package org.kangcheng.booking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.kangcheng.access.Actor;
import org.kangcheng.access.Role;
import org.kangcheng.kernel.CityTime;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;

/** The scheduler's console, for the own hospital alone. */
class SchedulerPagesStory extends BookingPlatform {
    @AfterEach
    void noPlansLeft() {
        jdbc.sql("delete from booking.weekly_session").update();
        jdbc.sql("delete from booking.rules").update();
    }

    @Test
    void aSessionIsPlannedAndSeen() throws Exception {
        assertThat(send(session("20", "15:00")).getRedirectedUrl()).isEqualTo("/staff/sessions?day=" + tomorrow());

        Session made = sessions.find(hospital.institutionId(), clinic.departmentId(), tomorrow(), tomorrow())
                .getLast()
                .session();
        assertThat(made.capacity()).isEqualTo(20);
        assertThat(made.registration().amount()).isEqualTo(150);
        assertThat(slots.bySession(made.id()))
                .extracting(Slot::startsAt)
                .startsWith(made.startsAt(), made.startsAt().plusSeconds(180))
                .hasSize(20);
        assertThat(page("/staff/sessions?day=" + tomorrow()))
                .contains("20 / 20")
                .contains(made.id().toString());
    }

    @Test
    void anImpossibleOneIsRefusedWithASentence() throws Exception {
        assertThat(send(session("201", "15:00")).getContentAsString()).contains("号数应在1至200之间");
        assertThat(send(session("20", "13:00")).getContentAsString()).contains("结束时间应晚于开始时间");
        send(session("20", "15:00"));
        assertThat(send(session("20", "15:00")).getContentAsString()).contains("已有同类门诊");
    }

    @Test
    void aStopShowsInTheListAndTellsPeople() throws Exception {
        Session session = session(2);
        long person = somebody();
        booked(session, person);
        long before = textMessages();
        assertThat(page("/staff/sessions/" + session.id())).contains("测**").contains("已预约");

        String landed = send(post("/staff/sessions/" + session.id() + "/stop").param("reason", "医生外出"))
                .getRedirectedUrl();

        assertThat(landed).endsWith("?stopped=1");
        assertThat(page(landed)).contains("已停诊");
        for (int tries = 0; textMessages() == before && tries < 100; tries++) {
            Thread.sleep(50);
        }
        assertThat(textMessages()).isEqualTo(before + 1);
    }

    @Test
    void lookingAtTheBookersIsLogged() throws Exception {
        Session session = session(1);
        booked(session, somebody());
        long before = disclosures();
        page("/staff/sessions/" + session.id());
        assertThat(disclosures()).isEqualTo(before + 1);
    }

    @Test
    void aWeeklyPlanMakesItsSessionsOnce() throws Exception {
        assertThat(send(session("12", "16:00", "/staff/sessions/weekly").param("weekday", "WEDNESDAY"))
                        .getRedirectedUrl())
                .isEqualTo("/staff/sessions/weekly");
        assertThat(page("/staff/sessions/weekly")).contains("星期三").contains(clinic.name());

        assertThat(generate()).isEqualTo("/staff/sessions/weekly?made=2");
        assertThat(generate()).isEqualTo("/staff/sessions/weekly?made=0");
        assertThat(wednesdays()).hasSize(2).allMatch(session -> session.capacity() == 12);

        sessions.stop(wednesdays().getFirst().id(), "放假");
        assertThat(generate()).isEqualTo("/staff/sessions/weekly?made=0");
    }

    @Test
    void anInstitutionSetsItsOwnRules() throws Exception {
        MockHttpServletRequestBuilder rules = post("/staff/sessions/rules")
                .param("windowDays", "3")
                .param("releaseAt", "12:30")
                .param("cancelMinutes", "60")
                .param("lateMinutes", "10")
                .param("holdMinutes", "5")
                .param("noShowLimit", "2")
                .param("noShowDays", "30")
                .param("banDays", "7");
        assertThat(send(rules).getRedirectedUrl()).endsWith("?saved");
        assertThat(page("/staff/sessions/rules")).contains("value=\"12:30\"");

        Session session = created(plan(clinic, today.plusDays(5), HalfDay.AM, 1));
        assertThat(session.releaseAt())
                .isEqualTo(CityTime.instant(today.plusDays(2).atTime(12, 30)));
        assertThat(send(post("/staff/sessions/rules")
                                .param("windowDays", "0")
                                .param("releaseAt", "12:30")
                                .param("cancelMinutes", "60")
                                .param("lateMinutes", "10")
                                .param("holdMinutes", "5")
                                .param("noShowLimit", "2")
                                .param("noShowDays", "30")
                                .param("banDays", "7"))
                        .getStatus())
                .isEqualTo(400);
    }

    @Test
    void anotherHospitalsSessionIsNotThere() throws Exception {
        Session session = session(1);
        for (MockHttpServletRequestBuilder request : List.of(
                get("/staff/sessions/" + session.id()),
                post("/staff/sessions/" + session.id() + "/stop").param("reason", "捣乱"))) {
            assertThat(mvc.perform(request.with(
                                    worksAt(hospital.institutionId() + 1, Actor.Kind.STAFF, Role.SCHEDULER)))
                            .andReturn()
                            .getResponse()
                            .getStatus())
                    .isEqualTo(404);
        }
    }

    private String generate() throws Exception {
        return send(post("/staff/sessions/weekly/generate").param("days", "14")).getRedirectedUrl();
    }

    private List<Session> wednesdays() {
        return sessions
                .find(hospital.institutionId(), clinic.departmentId(), today.plusDays(1), today.plusDays(14))
                .stream()
                .map(SessionOffer::session)
                .toList();
    }

    private LocalDate tomorrow() {
        return today.plusDays(1);
    }

    private MockHttpServletRequestBuilder session(String capacity, String to) {
        return session(capacity, to, "/staff/sessions");
    }

    private MockHttpServletRequestBuilder session(String capacity, String to, String path) {
        return post(path)
                .param("day", tomorrow().toString())
                .param("department", Long.toString(clinic.departmentId()))
                .param("practitioner", "")
                .param("halfDay", "PM")
                .param("kind", "ORDINARY")
                .param("from", "14:00")
                .param("to", to)
                .param("capacity", capacity)
                .param("registration", "1.5")
                .param("consulting", "10")
                .param("place", "三楼");
    }

    private long textMessages() {
        return jdbc.sql("select count(*) from notice.text_message")
                .query(Long.class)
                .single();
    }

    private long disclosures() {
        return jdbc.sql("select count(*) from access.reading where what = '班次预约名单'")
                .query(Long.class)
                .single();
    }

    private String page(String path) throws Exception {
        MockHttpServletResponse response = send(get(path));
        assertThat(response.getStatus()).as(path).isEqualTo(200);
        return response.getContentAsString();
    }

    private MockHttpServletResponse send(MockHttpServletRequestBuilder request) throws Exception {
        return mvc.perform(request.with(worksAt(hospital.institutionId(), Actor.Kind.STAFF, Role.SCHEDULER)))
                .andReturn()
                .getResponse();
    }
}
