package org.kangcheng.booking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import com.jayway.jsonpath.JsonPath;
import org.junit.jupiter.api.Test;
import org.kangcheng.access.Actor;
import org.kangcheng.access.Role;
import org.kangcheng.kernel.PublicId;
import org.springframework.http.MediaType;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.request.RequestPostProcessor;

/** The program API: search, book, cancel; own institution alone. */
class BookingEndpointTests extends BookingPlatform {
    private static final String API = "/api/v1/booking";

    @Test
    void aProgramSearchesBooksReadsAndCancels() throws Exception {
        Session session = session(2);
        String found = ok(get(API + "/sessions")
                .param("institution", PublicId.encode(hospital.institutionId()))
                .param("department", PublicId.encode(clinic.departmentId()))
                .param("from", today.toString())
                .param("to", today.toString()));
        assertThat((String) JsonPath.read(found, "$[0].id"))
                .isEqualTo(session.id().toString());
        assertThat((int) JsonPath.read(found, "$[0].free")).isEqualTo(2);

        String body = "{\"person\":\"%s\",\"session\":\"%s\"}".formatted(PublicId.encode(somebody()), session.id());
        MockHttpServletResponse booked = send(book(body, "r-1"));
        assertThat(booked.getStatus()).isEqualTo(201);
        assertThat(send(book(body, "r-1")).getContentAsString()).isEqualTo(booked.getContentAsString());
        assertThat(ok(get(API + "/sessions/" + session.id() + "/slots")))
                .contains("BOOKED")
                .contains("FREE");

        String id = JsonPath.read(booked.getContentAsString(), "$.id");
        assertThat(ok(get(API + "/appointments/" + id))).contains("BOOKED");
        assertThat(ok(post(API + "/appointments/" + id + "/cancel")
                        .contentType(MediaType.APPLICATION_JSON)
                        .content("{\"reason\":\"改期\"}")))
                .contains("CANCELLED");
        assertThat(free(session)).isEqualTo(2);
    }

    @Test
    void aNoIsAProblemWithACode() throws Exception {
        Session session = session(1);
        booked(session, somebody());
        String person = PublicId.encode(somebody());

        problem(
                409,
                "session-full",
                book("{\"person\":\"%s\",\"session\":\"%s\"}".formatted(person, session.id()), "k"));
        problem(409, "slot-taken", book("{\"person\":\"%s\",\"slot\":\"%s-1\"}".formatted(person, session.id()), "k"));
        problem(400, "bad-person", book("{\"person\":\"x\",\"session\":\"%s\"}".formatted(session.id()), "k"));
        problem(400, "bad-session", book("{\"person\":\"%s\"}".formatted(person), "k"));
        problem(400, "bad-slot", book("{\"person\":\"%s\",\"slot\":\"%s-0\"}".formatted(person, session.id()), "k"));
        problem(400, "bad-Idempotency-Key", book("{\"person\":\"%s\"}".formatted(person), "k".repeat(101)));
        problem(400, "bad-body", book("{", "k"));
        problem(404, "not-found", get(API + "/appointments/x"));
    }

    @Test
    void anotherInstitutionIsOutOfReach() throws Exception {
        Session session = session(1);
        Appointment appointment = booked(session, somebody());
        long other = hospital.institutionId() + 1;

        assertThat(mvc.perform(book(
                                        "{\"person\":\"%s\",\"session\":\"%s\"}"
                                                .formatted(PublicId.encode(somebody()), session.id()),
                                        "k")
                                .with(program(other)))
                        .andReturn()
                        .getResponse()
                        .getStatus())
                .isEqualTo(403);
        assertThat(mvc.perform(get(API + "/appointments/" + appointment.id()).with(program(other)))
                        .andReturn()
                        .getResponse()
                        .getStatus())
                .isEqualTo(404);
    }

    private static MockHttpServletRequestBuilder book(String body, String requestKey) {
        return post(API + "/appointments")
                .header("Idempotency-Key", requestKey)
                .contentType(MediaType.APPLICATION_JSON)
                .content(body);
    }

    private void problem(int status, String code, MockHttpServletRequestBuilder request) throws Exception {
        MockHttpServletResponse response = send(request);
        assertThat(response.getContentAsString()).contains("\"code\":\"" + code + "\"");
        assertThat(response.getStatus()).isEqualTo(status);
    }

    private String ok(MockHttpServletRequestBuilder request) throws Exception {
        MockHttpServletResponse response = send(request);
        assertThat(response.getStatus()).isEqualTo(200);
        return response.getContentAsString();
    }

    private MockHttpServletResponse send(MockHttpServletRequestBuilder request) throws Exception {
        return mvc.perform(request.with(program(hospital.institutionId())))
                .andReturn()
                .getResponse();
    }

    private static RequestPostProcessor program(long institutionId) {
        return worksAt(institutionId, Actor.Kind.CLIENT, Role.CLIENT);
    }
}
