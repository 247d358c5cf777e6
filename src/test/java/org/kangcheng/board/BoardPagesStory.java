package org.kangcheng.board;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.kangcheng.TestPlatform;
import org.kangcheng.access.Actor;
import org.kangcheng.access.Role;
import org.kangcheng.access.SignedInAs;
import org.kangcheng.card.Cards;
import org.kangcheng.directory.Institution;
import org.kangcheng.directory.Institutions;
import org.kangcheng.identity.EnrolResult;
import org.kangcheng.identity.Enrolments;
import org.kangcheng.identity.TestPeople;
import org.kangcheng.indicator.Indicators;
import org.kangcheng.indicator.Period;
import org.kangcheng.indicator.Place;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.test.web.servlet.MockMvc;

/** The same figure on the board, in the report and on the page for everybody; each for whom it concerns. */
@AutoConfigureMockMvc
class BoardPagesStory extends TestPlatform {
    @Autowired
    MockMvc mvc;

    @Autowired
    Indicators indicators;

    @Autowired
    Enrolments enrolments;

    @Autowired
    Cards cards;

    @Autowired
    Institutions institutions;

    @Autowired
    TellSubscribers subscribers;

    @Autowired
    Boards boards;

    @Autowired
    MeterRegistry meters;

    private static Actor staff(String id, Role role, @Nullable Long institution, @Nullable String area) {
        return new Actor(
                Actor.Kind.STAFF,
                id,
                role.label(),
                Set.of(role),
                institution,
                null,
                null,
                area,
                null,
                role == Role.COMMISSION);
    }

    private static Actor commission() {
        return staff("board-commission", Role.COMMISSION, null, "3715");
    }

    private String page(Actor actor, String path) throws Exception {
        return mvc.perform(get(path).with(SignedInAs.actor(actor)))
                .andExpect(status().isOk())
                .andReturn()
                .getResponse()
                .getContentAsString();
    }

    private byte[] file(String path) throws Exception {
        return mvc.perform(get(path).with(SignedInAs.actor(commission())))
                .andExpect(status().isOk())
                .andReturn()
                .getResponse()
                .getContentAsByteArray();
    }

    private String coverage() {
        var indicator = indicators.find("card-coverage").orElseThrow();
        return indicators
                .value(indicator, Place.CITY, indicators.current(indicator))
                .text();
    }

    @Test
    void theCityHasItsMapItsRankingAndItsTrendAndOpensIntoACounty() throws Exception {
        long person =
                ((EnrolResult.Enrolled) enrolments.enrol(Actor.system("test"), TestPeople.called("看板一"))).personKey();
        cards.issue(Actor.system("test"), person);
        String city = page(commission(), "/staff/board?indicator=card-coverage");
        assertThat(city)
                .contains("聊城市看板", coverage(), "东昌府区", "<path", "data-chart=\"trend\"", "口径", "更新于")
                .doesNotContain("style=\"");
        assertThat(page(commission(), "/staff/board/wide")).contains("全民健康看板").doesNotContain("style=\"");
        assertThat(page(commission(), "/staff/board?place=371502&indicator=card-coverage"))
                .contains("东昌府区看板")
                .doesNotContain("<path");
        assertThat(page(commission(), "/staff/board?indicator=contracts&place=" + TestPeople.VILLAGE))
                .contains("按人员、团队");
        mvc.perform(get("/staff/board?period=soon").with(SignedInAs.actor(commission())))
                .andExpect(status().isBadRequest());
    }

    /** Some two hundred figures, each beside the period before; the parts of one and its twelve last periods. */
    @Test
    void aWholeBoardIsAHandfulOfQuestions() {
        for (String place : List.of("3715", "371502", TestPeople.VILLAGE)) {
            boards.of(new Place(place), null, "visits");
            // What the platform does by itself meanwhile uses connections, too: the least of some times is the board's
            // own.
            double fewest = IntStream.range(0, 10)
                    .mapToDouble(_ -> {
                        double before = connectionsUsed();
                        boards.of(new Place(place), null, "visits");
                        return connectionsUsed() - before;
                    })
                    .min()
                    .orElseThrow();
            assertThat(fewest).as(place).isBetween(1.0, 20.0);
        }
    }

    /** Each statement outside a transaction takes one. */
    private double connectionsUsed() {
        return meters.get("hikaricp.connections.acquire").timer().count();
    }

    @Test
    void anInstitutionSeesItsOwnBoardAndNoOther() throws Exception {
        Institution hospital =
                institutions.list(Institution.Kind.HOSPITAL, "371502").getFirst();
        Actor manager = staff("board-manager", Role.MANAGER, hospital.institutionId(), null);
        assertThat(page(manager, "/staff/board")).contains(hospital.name() + "看板");
        mvc.perform(get("/staff/board?place=371502").with(SignedInAs.actor(manager)))
                .andExpect(status().isNotFound());
    }

    @Test
    void aReportSaysTheSameAsDocumentAndSpreadsheet() throws Exception {
        String month = Period.of(Period.Kind.MONTH, indicators.today()).key();
        byte[] pdf = file("/staff/reports/" + month + "/pdf");
        Files.createDirectories(Path.of("target", "documents"));
        Files.write(Path.of("target", "documents", "month.pdf"), pdf);
        assertThat(text(pdf)).contains("聊城市卫生健康工作月报", "就诊人次", "全部指标").doesNotContain("{{");
        assertThat(file("/staff/reports/" + month + "/docx")).startsWith('P', 'K');
        try (ReadableWorkbook book =
                new ReadableWorkbook(new ByteArrayInputStream(file("/staff/reports/" + month + "/xlsx")))) {
            assertThat(book.getFirstSheet().read())
                    .anySatisfy(row -> assertThat(row.getCellText(2)).isEqualTo("就诊人次"))
                    .as("what is only told of now stands in the report of a month that goes on")
                    .anySatisfy(row ->
                            assertThat(row.getCellText(2) + row.getCellText(3)).isEqualTo("高血压患者健康管理·面对面随访当前"));
        }
        String past = indicators
                .period(indicators.find("visits").orElseThrow(), month)
                .previous()
                .key();
        try (ReadableWorkbook book =
                new ReadableWorkbook(new ByteArrayInputStream(file("/staff/reports/" + past + "/xlsx")))) {
            assertThat(book.getFirstSheet().read())
                    .as("and not in that of a month of which it was not kept")
                    .noneSatisfy(row -> assertThat(row.getCellText(2)).isEqualTo("高血压患者健康管理·面对面随访"));
        }
        assertThat(text(file("/staff/reports/" + indicators.today().getYear() + "/pdf")))
                .contains("聊城市卫生健康工作年报");
        mvc.perform(get("/staff/reports/2999/pdf").with(SignedInAs.actor(commission())))
                .andExpect(status().isNotFound());
    }

    private static String text(byte[] pdf) throws IOException {
        try (PDDocument read = Loader.loadPDF(pdf)) {
            return new PDFTextStripper().getText(read);
        }
    }

    @Test
    void whoSubscribedIsToldOnce() throws Exception {
        Actor reader = staff("board-reader", Role.COMMISSION, null, "3715");
        mvc.perform(post("/staff/reports/subscriptions/month")
                        .param("place", "371502")
                        .param("wanted", "true")
                        .with(SignedInAs.actor(reader)))
                .andExpect(status().is3xxRedirection());
        assertThat(page(reader, "/staff/reports?place=371502")).contains("取消订阅月报");
        subscribers.tell();
        assertThat(page(reader, "/staff/notices")).contains("没有通知");
        jdbc.sql("update board.subscription set told = '2020-01' where account = 'board-reader'")
                .update();
        subscribers.tell();
        subscribers.tell();
        assertThat(page(reader, "/staff/notices").split("东昌府区月报", -1)).hasSize(2);
    }

    @Test
    void everybodyMaySeeWhatIsPublic() throws Exception {
        mvc.perform(get("/open"))
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("电子健康卡发卡率")))
                .andExpect(content().string(not(containsString("href=\"/staff"))));
    }
}
