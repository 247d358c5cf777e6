package org.kangcheng.booking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.kangcheng.access.SignedInAs;
import org.kangcheng.booking.Appointment.State;
import org.kangcheng.kernel.PublicId;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;

/** A resident books on the phone: hospital, department, session, yes. */
class ResidentPagesStory extends BookingPlatform {
    private static final Pattern REQUEST_KEY = Pattern.compile("name=\"requestKey\" value=\"([^\"]+)\"");

    private long person;

    @BeforeEach
    void aResident() {
        person = somebody();
    }

    @Test
    void fourTapsGetANumber() throws Exception {
        Session session = session(3);
        String hospitalPath = "/m/booking/" + PublicId.encode(hospital.institutionId());
        String clinicPath = hospitalPath + "/" + PublicId.encode(clinic.departmentId());
        String sessionPath = "/m/booking/session/" + session.id();

        assertThat(page("/m/booking?area=3715")).contains(hospital.name()).contains("href=\"" + hospitalPath + "\"");
        assertThat(page("/m/booking?q=" + hospital.name())).contains("href=\"" + hospitalPath + "\"");
        assertThat(page(hospitalPath)).contains("余 3 个号").contains("href=\"" + clinicPath + "\"");
        assertThat(page(clinicPath))
                .contains("href=\"" + sessionPath + "\"")
                .contains("¥")
                .contains("6.00");
        String confirm = page(sessionPath);
        assertThat(confirm).contains("门诊楼二层").contains("测**");

        String landed =
                send(post(sessionPath).param("requestKey", requestKey(confirm))).getRedirectedUrl();
        assertThat(landed).startsWith("/m/appointments/");
        assertThat(page(landed)).contains("预约成功").contains("已预约").contains(hospital.name());
        assertThat(page("/m/appointments")).contains("待就诊").contains(hospital.name());
    }

    @Test
    void pressingTwiceTakesOneNumber() throws Exception {
        Session session = session(3);
        String path = "/m/booking/session/" + session.id();
        String key = requestKey(page(path));

        String first = send(post(path).param("requestKey", key)).getRedirectedUrl();
        String second = send(post(path).param("requestKey", key)).getRedirectedUrl();

        assertThat(second).isEqualTo(first);
        assertThat(free(session)).isEqualTo(2);
    }

    @Test
    void aNoIsAChineseSentence() throws Exception {
        Session session = session(1);
        booked(session, somebody());
        String path = "/m/booking/session/" + session.id();

        assertThat(send(post(path).param("requestKey", PublicId.encode(1))).getContentAsString())
                .contains("role=\"alert\"")
                .contains("已约满");
    }

    @Test
    void whatIsNotReleasedCountsDown() throws Exception {
        Session later = created(plan(clinic, today.plusDays(8), HalfDay.AM, 3));
        String path = "/m/booking/" + PublicId.encode(hospital.institutionId()) + "/"
                + PublicId.encode(clinic.departmentId());

        assertThat(page(path))
                .contains("data-release=\"" + later.releaseAt() + "\"")
                .contains("放号");
    }

    @Test
    void aResidentGivesANumberBack() throws Exception {
        Appointment appointment = booked(session(1), person);
        String path = "/m/appointments/" + appointment.id();
        assertThat(page(path)).contains("取消预约");

        assertThat(send(post(path + "/cancel")).getRedirectedUrl()).isEqualTo(path);
        assertThat(page(path)).contains("已取消").doesNotContain("取消预约<");
    }

    @Test
    void anothersAppointmentIsNotThere() throws Exception {
        Appointment anothers = booked(session(1), somebody());

        assertThat(send(get("/m/appointments/" + anothers.id())).getStatus()).isEqualTo(404);
        assertThat(send(post("/m/appointments/" + anothers.id() + "/cancel")).getStatus())
                .isEqualTo(404);
        assertThat(appointments.find(anothers.id()).orElseThrow().state()).isEqualTo(State.BOOKED);
    }

    @Test
    void whatIsNoIdIsNotThere() throws Exception {
        assertThat(send(get("/m/booking/x")).getStatus()).isEqualTo(404);
        assertThat(send(get("/m/booking/session/x")).getStatus()).isEqualTo(404);
        assertThat(send(get("/m/appointments/'--")).getStatus()).isEqualTo(404);
    }

    private String page(String path) throws Exception {
        MockHttpServletResponse response = send(get(path));
        assertThat(response.getStatus()).as(path).isEqualTo(200);
        return response.getContentAsString();
    }

    private MockHttpServletResponse send(MockHttpServletRequestBuilder request) throws Exception {
        return mvc.perform(request.with(SignedInAs.resident(7, person)))
                .andReturn()
                .getResponse();
    }

    private static String requestKey(String page) {
        Matcher key = REQUEST_KEY.matcher(page);
        assertThat(key.find()).isTrue();
        return key.group(1);
    }
}
