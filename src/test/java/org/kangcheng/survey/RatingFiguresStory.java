package org.kangcheng.survey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.kangcheng.access.Actor;
import org.kangcheng.access.Role;
import org.kangcheng.access.SignedInAs;
import org.kangcheng.directory.Department;
import org.kangcheng.encounter.Visit;
import org.kangcheng.encounter.VisitPlatform;
import org.kangcheng.identity.People;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.boot.webmvc.test.autoconfigure.MockMvcPrint;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.RequestPostProcessor;

/** What residents say of their visits is counted, and whoever answers for the institution reads it, without a name. */
@AutoConfigureMockMvc(print = MockMvcPrint.NONE)
class RatingFiguresStory extends VisitPlatform {
    private static final int MORE_THAN_A_PAGE = 31;

    @Autowired
    MockMvc mvc;

    @Autowired
    Ratings ratings;

    @Autowired
    People people;

    private RequestPostProcessor commission;
    private RequestPostProcessor office;

    @BeforeEach
    void anotherHospital() {
        hospital = another();
        commission = SignedInAs.actor(
                new Actor(Actor.Kind.STAFF, "8", "卫健委", Set.of(Role.COMMISSION), null, null, null, null, null, true));
        office = SignedInAs.actor(staff(Role.SCHEDULER, hospital, null));
    }

    @Test
    void starsAreCountedByDepartmentAndOpenIntoTheRatingsBehindThem() throws Exception {
        clinic = department("眼科");
        rate(new Rating(5, 4, 5, "谢谢大夫"));
        rate(new Rating(5, 2, 5, null));
        rate(new Rating(2, 1, 4, "等得太久"));

        String here = "/staff/ratings/" + hospital.institutionId();
        String page = page(here, office);
        assertThat(line(page, "眼科")).containsExactly("3", "4.00", "2.33", "4.67");
        assertThat(page).contains("question=WAITING&amp;stars=1");

        String rows = page(here + "/rows?department=" + clinic.departmentId() + "&question=WAITING&stars=1", office);
        assertThat(rows).contains("眼科", "等候时间 1 星", "等得太久").doesNotContain("谢谢大夫");
        assertThat(counted(rows)).isEqualTo(1).isEqualTo(listed(rows));
        assertThat(rows)
                .doesNotContain(people.find(person).orElseThrow().name())
                .doesNotContain(people.find(person).orElseThrow().maskedName());
        assertThat(page("/staff/ratings", commission)).contains(hospital.name());
    }

    @Test
    void eachRatingIsReachedPageByPage() throws Exception {
        clinic = department("骨科");
        for (int n = 0; n < MORE_THAN_A_PAGE; n++) {
            rate(new Rating(3, 3, 3, null));
        }
        String path = "/staff/ratings/" + hospital.institutionId() + "/rows?department=" + clinic.departmentId();
        String first = page(path, commission);
        assertThat(counted(first)).isEqualTo(MORE_THAN_A_PAGE);
        assertThat(listed(first)).isEqualTo(MORE_THAN_A_PAGE - 1);
        String next = find(first, "href=\"([^\"]*after=[^\"]*)\"").replace("&amp;", "&");
        String second = page(next, commission);
        assertThat(listed(second)).isEqualTo(1);
        assertThat(second).doesNotContain("下一页");
    }

    @Test
    void anInstitutionReadsItsOwnRatingsAlone() throws Exception {
        mvc.perform(get("/staff/ratings").with(office))
                .andExpect(redirectedUrl("/staff/ratings/" + hospital.institutionId()));
        for (String path : List.of("/staff/ratings/%d", "/staff/ratings/%d/rows")) {
            mvc.perform(get(path.formatted(hospital.institutionId() + 1)).with(office))
                    .andExpect(status().isNotFound());
        }
        mvc.perform(get("/staff/ratings/" + hospital.institutionId())
                        .param("month", "现在")
                        .with(office))
                .andExpect(status().isBadRequest());
        assertThat(page("/staff/ratings?month=2020-01", commission)).contains("2020年1月", "这个月还没有评价", "下个月");
    }

    private void rate(Rating rating) {
        person = resident();
        Visit visit = seen(clinic);
        assertThat(ratings.rate(Actor.resident(1, "居民", person), visit.id(), rating))
                .isInstanceOf(RateResult.Rated.class);
    }

    private Visit seen(Department room) {
        Visit visit = inside();
        done(consultation.diagnose(doctor(room), visit.id(), "E11.9", ""));
        return done(consultation.finish(doctor(room), visit.id()));
    }

    private String page(String path, RequestPostProcessor as) throws Exception {
        return mvc.perform(get(URI.create(path)).with(as))
                .andExpect(status().isOk())
                .andReturn()
                .getResponse()
                .getContentAsString();
    }

    /** The figures of a department's line. */
    private static List<String> line(String page, String department) {
        String row = find(page, "(?s)<td>" + department + "</td>(.*?)</tr>");
        return Pattern.compile(">([\\d.—]+)<")
                .matcher(row)
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList();
    }

    private static long counted(String page) {
        return Long.parseLong(find(page, "id=\"counted\">(\\d+)<"));
    }

    private static long listed(String page) {
        return Pattern.compile("class=\"sv-row\"").matcher(page).results().count();
    }

    private static String find(String page, String pattern) {
        return Pattern.compile(pattern)
                .matcher(page)
                .results()
                .map((MatchResult found) -> found.group(1))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + pattern + " in " + page));
    }
}
