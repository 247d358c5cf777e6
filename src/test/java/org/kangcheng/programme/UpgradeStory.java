package org.kangcheng.programme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.kangcheng.TestDatabase;
import org.kangcheng.access.Actor;
import org.kangcheng.access.Role;
import org.kangcheng.access.SignedInAs;
import org.kangcheng.definition.Definition;
import org.kangcheng.definition.Definitions;
import org.kangcheng.definition.UnsoundException;
import org.kangcheng.identity.TestPeople;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.test.web.servlet.MockMvc;

/** What a newer platform finds in an older one's database: stricter checks, newer shipped versions, some shipped no more. */
@AutoConfigureMockMvc
class UpgradeStory extends ProgrammePlatform {
    private static final String ONCE = "cadence: {once: {within: 30}}";

    @Autowired
    MockMvc mvc;

    @Autowired
    ShippedProgrammes shipped;

    @Autowired
    EndProgrammes endProgrammes;

    @Test
    void theVersionBeforeTakesThePlaceOfOneThatStricterChecksFindUnsound() throws Exception {
        String id = "story-set-aside";
        InForce first = programme(id, "STORY_SET_ASIDE", ONCE);
        String text = first.programme().definition().text();
        String hasty = text.replace("version: 1", "version: 2").replace("within: 30", "within: 10");
        programmes.putInForce(DESK, "page", hasty);
        census.run();
        long person = enrol(TestPeople.young("孙搁置", TestPeople.VILLAGE));
        facts.tell(person, FactKind.DIAGNOSIS, "STORY_SET_ASIDE", today(), null, "TEST");
        settle();
        assertThat(Objects.requireNonNull(duty(person, first)).window().due()).isEqualTo(today().plusDays(10));
        spoil(id, 2);
        programmes.computed(first);
        shipped.keepUp();
        census.run();
        settle();

        InForce now = programmes.find(id).orElseThrow();
        assertThat(now.programme().definition().version()).isEqualTo(1);
        assertThat(now.computing()).isFalse();
        assertThat(Objects.requireNonNull(duty(person, now)).window().due()).isEqualTo(today().plusDays(30));
        assertThat(record(worker(TestPeople.VILLAGE), person, now, today(), Map.of(), "aside"))
                .isInstanceOf(Deliver.Outcome.Recorded.class);
        mvc.perform(get("/staff/definitions").with(commission()))
                .andExpect(content().string(containsString(id + "（第 2 版）")))
                .andExpect(content().string(containsString("由第 1 版继续")));
        mvc.perform(get("/staff/definitions/" + id).param("version", "2").with(commission()))
                .andExpect(content().string(containsString("不可能有居民符合")));

        // Another start changes nothing; a corrected version takes over, and none may have the number that was set
        // aside.
        shipped.keepUp();
        assertThat(version(id)).isEqualTo(1);
        assertThat(programmes.find(id).orElseThrow().computing()).isFalse();
        assertRefused(hasty, "已有第 2 版");
        programmes.putInForce(DESK, "page", hasty.replace("version: 2", "version: 3"));
        assertThat(version(id)).isEqualTo(3);
        assertThat(programmes.unsound()).noneMatch(it -> it.id().equals(id));
    }

    @Test
    void aNewerShippedVersionIsInForceWithTheNextStartUnlessAPageChangedIt() throws Exception {
        String id = "story-shipped";
        String file = id + ".yaml";
        String text = shippedText(id, 1);
        programmes.putInForce(DESK, file, text);
        start(read(file, shippedText(id, 2)));
        assertThat(version(id)).isEqualTo(2);
        start(read(file, shippedText(id, 2)));
        assertThat(version(id)).isEqualTo(2);

        programmes.putInForce(DESK, "page", shippedText(id, 3));
        Definition newest = read(file, shippedText(id, 4));
        start(newest);
        assertThat(version(id)).isEqualTo(3);
        Definition never = read("story-never.yaml", shippedText("story-never", 1));
        assertThat(programmes.offers(List.of(newest, never)))
                .as("what a page may take over")
                .containsExactly(new Programmes.Offer(newest, 3), new Programmes.Offer(never, 0));
        census.run();
    }

    /** Two programs of one platform, or two officials with the same page. */
    @Test
    void ofManyWhoPutTheSameVersionInForceAtOnceOneDoes() throws Exception {
        String id = "story-at-once";
        String file = id + ".yaml";
        programmes.putInForce(DESK, file, shippedText(id, 1));
        Definition newer = read(file, shippedText(id, 2));
        Callable<Object> start = () -> {
            start(newer);
            return "started";
        };
        Callable<Object> page = () -> {
            try {
                return programmes.putInForce(DESK, "page", shippedText(id, 3));
            } catch (UnsoundException e) {
                return e.getMessage();
            }
        };
        try (var threads = Executors.newFixedThreadPool(4)) {
            threads.invokeAll(List.of(start, start, start, start))
                    .forEach(one -> assertThat(one).succeedsWithin(Duration.ofSeconds(30)));
            assertThat(version(id)).isEqualTo(2);
            List<Object> said = new ArrayList<>();
            for (var one : threads.invokeAll(List.of(page, page, page, page))) {
                said.add(one.get());
            }
            assertThat(said).filteredOn(InForce.class::isInstance).hasSize(1);
            assertThat(said)
                    .filteredOn(String.class::isInstance)
                    .hasSize(3)
                    .allSatisfy(it -> assertThat((String) it).contains("已有第 3 版"));
        }
        census.run();
    }

    @Test
    void whatIsShippedNoMoreEnds() throws Exception {
        String id = "story-withdrawn";
        String file = id + ".yaml";
        Definition old = read(file, shippedText(id, 1));
        programmes.putInForce(DESK, file, old.text());
        census.run();
        start(old);
        assertThat(version(id)).isEqualTo(1);

        shipped.keepUp();
        shipped.keepUp();
        Definition last = programmes.find(id).orElseThrow().programme().definition();
        assertThat(last.version()).isEqualTo(2);
        assertThat(last.until()).isEqualTo(today().plusDays(1));
        census.run();
        settle();
        endProgrammes.endOn(today().plusDays(1));
        settle();
        assertThat(programmes.find(id)).isEmpty();
        assertThat(programmes.over()).anyMatch(it -> it.programme().id().equals(id));
        // Neither a start nor the old file brings it back.
        start(old);
        assertThat(programmes.find(id)).isEmpty();
    }

    /** Also one that nobody has put in force yet: in production nothing is, until somebody has read it. */
    @Test
    void theTextOfWhatIsShippedIsReadOnThePage() throws Exception {
        Definition definition = programmes.shipped().getFirst();
        mvc.perform(get("/staff/definitions/" + definition.id())
                        .param("version", Integer.toString(definition.version()))
                        .with(commission()))
                .andExpect(content().string(containsString("id: " + definition.id())));
    }

    /** A start of a platform that brings along one more. */
    private void start(Definition more) {
        List<Definition> all = new ArrayList<>(programmes.shipped());
        all.add(more);
        shipped.keepUp(all);
    }

    private int version(String id) {
        programmes.reload();
        return programmes.find(id).orElseThrow().programme().definition().version();
    }

    private void assertRefused(String text, String why) {
        try {
            programmes.putInForce(DESK, "page", text);
        } catch (UnsoundException e) {
            assertThat(e.getMessage()).contains(why);
            return;
        }
        throw new AssertionError("was taken");
    }

    private static Definition read(String file, String text) throws UnsoundException {
        return new Definitions(List.of(new ProgrammeEngine())).read(file, text);
    }

    private static String shippedText(String id, int version) {
        return """
                engine: programme
                id: %s
                title: 随程序提供的
                version: %d
                source: 测试
                from: 2020-01-01
                members: '"STORY_SHIPPED" in diagnoses'
                services:
                  - {id: visit, title: 上门, cadence: {once: {within: 30}}, by: [VILLAGE_DOCTOR]}
                examples:
                  - {facts: {diagnoses: [STORY_SHIPPED]}, member: true}
                  - {facts: {age: 1}, member: false}
                """.formatted(id, version);
    }

    /** What a stricter check would do, done behind the platform's back. */
    private static void spoil(String id, int version) throws Exception {
        try (var connection = TestDatabase.access().connectAsOwner();
                var statement = connection.prepareStatement("""
                        update definition.version set text = replace(text, 'members: ''', 'members: ''age > 200 && ')
                         where id = ? and version = ?
                        """)) {
            statement.setString(1, id);
            statement.setInt(2, version);
            assertThat(statement.executeUpdate()).isEqualTo(1);
        }
    }

    private static org.springframework.test.web.servlet.request.RequestPostProcessor commission() {
        return SignedInAs.actor(
                new Actor(Actor.Kind.STAFF, "c1", "委", Set.of(Role.COMMISSION), null, null, null, null, null, true));
    }
}
