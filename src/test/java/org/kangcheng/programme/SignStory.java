package org.kangcheng.programme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.kangcheng.access.Actor;
import org.kangcheng.access.Role;
import org.kangcheng.access.SignedInAs;
import org.kangcheng.directory.Institution;
import org.kangcheng.directory.Institutions;
import org.kangcheng.identity.Corrections;
import org.kangcheng.identity.TestPeople;
import org.kangcheng.indicator.FigureProofs;
import org.kangcheng.indicator.Indicators;
import org.kangcheng.kernel.PublicId;
import org.kangcheng.kernel.Refused;
import org.kangcheng.programme.SignTable.Key;
import org.kangcheng.programme.SignTable.Sign;
import org.kangcheng.programme.SignTable.State;
import org.kangcheng.tally.Tally;
import org.kangcheng.tally.Tally.Span;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.test.context.event.ApplicationEvents;
import org.springframework.test.context.event.RecordApplicationEvents;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.RequestPostProcessor;

/** A worker who copies readings is found, shown with the rows, judged; and what was made up is due again. */
@AutoConfigureMockMvc
@RecordApplicationEvents
class SignStory extends ProgrammePlatform {
    private static final String VILLAGE = TestPeople.VILLAGE;
    private static final String PRESSURE = """
            cadence: {every: {days: 90, first: 14, early: 45}}
            form:
              fields:
                - {id: sbp, label: 收缩压, kind: whole, unit: mmHg, min: 60, max: 280}
                - {id: dbp, label: 舒张压, kind: whole, unit: mmHg, min: 30, max: 180}""";

    @Autowired
    Indicators indicators;

    @Autowired
    FigureProofs proofs;

    @Autowired
    MockMvc mvc;

    @Autowired
    Institutions institutions;

    @Autowired
    Signs signs;

    @Autowired
    SignTable table;

    @Autowired
    DeliveryTable deliveries;

    @Autowired
    Corrections corrections;

    @Autowired
    Tally tally;

    @Autowired
    ApplicationEvents events;

    @Test
    void whoCopiesReadingsIsFoundAndWhatWasMadeUpIsDueAgain() throws Exception {
        InForce programme = programme("story-copies", "STORY_COPIES", PRESSURE);
        Actor copier = worker("copier", "抄村医");
        Actor honest = worker("honest", "实村医");
        LocalDate on = today();
        List<Long> copied = new ArrayList<>();
        for (int n = 0; n < 12; n++) {
            long person = member("STORY_COPIES");
            copied.add(person);
            record(copier, person, programme, on, Map.of("sbp", "128", "dbp", "82"), "c" + n);
            Map<String, String> measured = Map.of("sbp", Integer.toString(111 + n), "dbp", Integer.toString(70 + n));
            record(honest, member("STORY_COPIES"), programme, on, measured, "h" + n);
        }
        long before = open("equal-readings");
        signs.look();
        assertThat(of("honest")).isEmpty();
        Sign sign = of("copier").getFirst();
        assertThat(sign.kind()).isEqualTo("equal-readings");
        assertThat(sign.records()).isEqualTo(12);
        assertThat(sign.areaCode()).isEqualTo(VILLAGE);
        assertThat(table.records(sign.signId(), new Key(0, 0), 50))
                .extracting(Key::personKey)
                .containsExactlyInAnyOrderElementsOf(copied);
        assertThat(open("equal-readings")).isEqualTo(before + 1);
        assertThat(events.stream(SignRaised.class).filter(it -> it.signId() == sign.signId()))
                .hasSize(1);
        // Looked at again, it is the same sign and nobody is told twice.
        record(copier, member("STORY_COPIES"), programme, on, Map.of("sbp", "128", "dbp", "82"), "c12");
        signs.look();
        assertThat(of("copier")).singleElement().extracting(Sign::records).isEqualTo(13);
        assertThat(events.stream(SignRaised.class).filter(it -> it.signId() == sign.signId()))
                .hasSize(1);

        Actor supervisor = supervisor("371502");
        assertThat(signs.judge(supervisor, sign.signId(), State.MADE_UP, " ")).isPresent();
        assertThat(signs.judge(supervisor("371521"), sign.signId(), State.MADE_UP, "走访核实"))
                .isPresent();
        assertThat(signs.judge(supervisor, sign.signId(), State.MADE_UP, "走访 3 户，均未测量"))
                .isEmpty();
        assertThat(signs.judge(supervisor, sign.signId(), State.EXPLAINED, "改主意"))
                .isPresent();
        for (long person : copied) {
            assertThat(Objects.requireNonNull(duty(person, programme)).lastDone())
                    .isNull();
            assertThat(deliveries.of(List.of(person), 9)).singleElement().satisfies(it -> {
                assertThat(it.voidReason()).contains("均未测量");
                assertThat(it.voidedAt()).isNotNull();
            });
        }
        assertThat(coverage(programme, VILLAGE).served()).isEqualTo(12);
        assertThat(open("equal-readings")).isEqualTo(before);
        assertThat(table.judgements(sign.signId())).singleElement().satisfies(judged -> {
            assertThat(judged.state()).isEqualTo(State.MADE_UP);
            assertThat(judged.byWhom()).isEqualTo("督导员");
        });
        FigureProofs.Outcome outcome = proofs.of(Stream.of("signs-found", "signs-made-up")
                .map(id -> indicators.find(id).orElseThrow())
                .toList());
        assertThat(outcome.filled()).contains("signs-found");
        assertThat(outcome.disagreements()).isEmpty();
    }

    /** Ten records are explained; then there is more of it, and the sign is open again with its history. */
    @Test
    void whatWasExplainedIsOpenAgainWhenThereIsMore() throws Exception {
        InForce programme = programme("story-again", "STORY_AGAIN", PRESSURE);
        Actor worker = worker("again", "又村医");
        for (int n = 0; n < 10; n++) {
            record(worker, member("STORY_AGAIN"), programme, today(), Map.of("sbp", "130", "dbp", "80"), "a" + n);
        }
        signs.look();
        Sign sign = of("again").getFirst();
        signs.judge(supervisor("3715"), sign.signId(), State.EXPLAINED, "演练数据");
        assertThat(deliveries.of(
                        List.of(table.records(sign.signId(), new Key(0, 0), 1)
                                .getFirst()
                                .personKey()),
                        1))
                .singleElement()
                .satisfies(it -> assertThat(it.voidedAt()).isNull());
        signs.look();
        assertThat(table.find(sign.signId()).orElseThrow().state()).isEqualTo(State.EXPLAINED);
        record(worker, member("STORY_AGAIN"), programme, today(), Map.of("sbp", "130", "dbp", "80"), "a10");
        signs.look();
        assertThat(table.find(sign.signId()).orElseThrow().state()).isEqualTo(State.OPEN);
        assertThat(table.judgements(sign.signId()))
                .extracting(SignTable.Judgement::state)
                .containsExactly(State.EXPLAINED, State.OPEN);
    }

    @Test
    void aDeathThatIsRegisteredLateShowsWhatWasRecordedAfterIt() throws Exception {
        InForce programme = programme("story-dead", "STORY_DEAD", PRESSURE);
        long person = member("STORY_DEAD");
        record(worker("late", "迟村医"), person, programme, today(), Map.of("sbp", "121", "dbp", "77"), "d1");
        signs.look();
        assertThat(of("late")).isEmpty();
        corrections.recordDeath(DESK, person, today().minusDays(6), "测试");
        settle();
        signs.look();
        assertThat(of("late")).singleElement().extracting(Sign::kind).isEqualTo("not-living");
    }

    @Test
    void onlyTheSupervisorOfThePlaceSeesIt() throws Exception {
        InForce programme = programme("story-place", "STORY_PLACE", PRESSURE);
        Actor worker = worker("place", "地村医");
        for (int n = 0; n < 10; n++) {
            record(worker, member("STORY_PLACE"), programme, today(), Map.of("sbp", "130", "dbp", "80"), "p" + n);
        }
        signs.look();
        Sign sign = of("place").getFirst();
        assertThat(signs.visible(supervisor("371502"), sign.signId())).isEqualTo(sign);
        assertThatThrownBy(() -> signs.visible(supervisor("371521"), sign.signId()))
                .isInstanceOf(Refused.class);
        assertThat(table.list("371521", State.OPEN, "", null, Long.MAX_VALUE, 50))
                .doesNotContain(sign);
    }

    /** A supervisor follows the link of an institution and sees its signs alone, in every state, and their rows. */
    @Test
    void theListIsNarrowedToAnInstitution() throws Exception {
        InForce programme = programme("story-institution", "STORY_INSTITUTION", PRESSURE);
        List<Institution> two =
                institutions.list(Institution.Kind.PRIMARY, "371502").subList(0, 2);
        List<Sign> signsOfTwo = new ArrayList<>();
        for (Institution at : two) {
            String id = "at-" + at.institutionId();
            Actor worker = worker(id, "某" + at.institutionId() + "村医", at.institutionId());
            for (int n = 0; n < 10; n++) {
                record(
                        worker,
                        member("STORY_INSTITUTION"),
                        programme,
                        today(),
                        Map.of("sbp", "130", "dbp", "80"),
                        id + n);
            }
            signs.look();
            signsOfTwo.add(of(id).getFirst());
        }
        Institution one = two.getFirst();
        Sign own = signsOfTwo.getFirst();
        String link = "/staff/signs?area=371502&state=OPEN&kind=&institution=" + one.institutionId();
        mvc.perform(get("/staff/signs?area=371502").with(commission()))
                .andExpect(content().string(containsString(own.worker())))
                .andExpect(content().string(containsString(signsOfTwo.getLast().worker())))
                .andExpect(content().string(containsString(link.replace("&", "&amp;"))));
        mvc.perform(get(link).with(commission()))
                .andExpect(content().string(containsString("只看 " + one.name())))
                .andExpect(content().string(containsString(own.worker())))
                .andExpect(
                        content().string(not(containsString(signsOfTwo.getLast().worker()))));
        mvc.perform(get(link.replace("area=371502", "area=371521")).with(commission()))
                .andExpect(content().string(not(containsString(own.worker()))));
        String page = "/staff/signs/" + PublicId.encode(own.signId());
        mvc.perform(get(page).with(commission()))
                .andExpect(content().string(containsString(one.name())))
                .andExpect(content().string(containsString("收缩压 130")));
        mvc.perform(post(page).with(commission()).param("state", "EXPLAINED").param("note", "演练"))
                .andExpect(redirectedUrl(page));
        mvc.perform(get(link).with(commission())).andExpect(content().string(not(containsString(own.worker()))));
        mvc.perform(get(link.replace("OPEN", "EXPLAINED")).with(commission()))
                .andExpect(content().string(containsString(own.worker())));
    }

    private static RequestPostProcessor commission() {
        return SignedInAs.actor(supervisor("3715"));
    }

    private List<Sign> of(String workerId) {
        return table.list("3715", State.OPEN, "", null, Long.MAX_VALUE, 100).stream()
                .filter(sign -> sign.workerId().equals(workerId))
                .toList();
    }

    private long open(String kind) {
        String series = Signs.series(kind, State.OPEN);
        return tally.sums(List.of("3715"), List.of(new Span(series, Figures.FIRST, Figures.LAST)))
                .getOrDefault(series, Map.of())
                .getOrDefault("3715", 0L);
    }

    private long member(String diagnosis) {
        long person = enrol(TestPeople.called("迹象"));
        facts.tell(person, FactKind.DIAGNOSIS, diagnosis, today().minusDays(30), null, "TEST");
        settle();
        return person;
    }

    private static Actor worker(String id, String name) {
        return worker(id, name, null);
    }

    private static Actor worker(String id, String name, @Nullable Long institution) {
        return new Actor(
                Actor.Kind.STAFF, id, name, Set.of(Role.VILLAGE_DOCTOR), institution, null, null, VILLAGE, null, false);
    }

    private static Actor supervisor(String area) {
        return new Actor(Actor.Kind.STAFF, "s1", "督导员", Set.of(Role.COMMISSION), null, null, null, area, null, false);
    }
}
