package org.kangcheng.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.kangcheng.TestPlatform;
import org.kangcheng.kernel.CityTime;
import org.kangcheng.kernel.Sm;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

/** Who was found in a list sees it in her own; of a list too long for that the whole set is kept, under its digest. */
class DisclosureStory extends TestPlatform {
    private static final Actor ACTOR = Actor.system("测试");

    @Autowired
    Readings readings;

    @Autowired
    Sealer sealer;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    Clock clock;

    private void log(List<Long> people, String what) {
        transaction.executeWithoutResult(_ -> readings.logEach(ACTOR, people, what, Purpose.EXCHANGE));
    }

    @Test
    void eachOfAThousandHasHerOwnEntry() {
        List<Long> people = people(1000);
        log(people, "名单之一");
        assertThat(count("名单之一")).isEqualTo(1000);
        assertThat(readings.of(people.get(617), null, 10).items())
                .singleElement()
                .extracting(Readings.Reading::what)
                .isEqualTo("名单之一");
    }

    @Test
    void ofMoreTheWholeSetIsKept() {
        List<Long> people = people(1001);
        log(people, "名单之二");
        assertThat(count("名单之二")).isEqualTo(1);
        record Kept(int peopleCount, byte[] setDigest, byte[] setKeys) {}
        Kept kept = jdbc.sql(
                        "select people_count, set_digest, set_keys from access.reading where person_key = 0 and what = '名单之二'")
                .query(Kept.class)
                .single();
        assertThat(kept.peopleCount()).isEqualTo(1001);
        assertThat(kept.setDigest()).isEqualTo(Sm.sm3(kept.setKeys()));
        long[] keys = new long[1001];
        ByteBuffer.wrap(kept.setKeys()).asLongBuffer().get(keys);
        assertThat(LongStream.of(keys).boxed()).containsExactlyElementsOf(people);
        sealer.seal();
        assertThat(sealer.verified()).allMatch(chain -> chain.wrong() == null);
    }

    @Test
    void whoWasInAListFindsItOnceADay() {
        List<Long> few = people(3);
        give(few, "今日任务");
        give(few.subList(0, 2), "今日任务");
        assertThat(lists(few.get(1))).containsExactly("今日任务");
        assertThat(lists(few.get(2))).containsExactly("今日任务");
        assertThat(lists(few.get(2) + 1)).isEmpty();
    }

    @Test
    void whoWasInOneOfThousandsFindsItToo() {
        List<Long> many = people(5000);
        give(many, "大名单");
        for (long key : List.of(many.getFirst(), many.get(1), many.get(2500), many.get(4998), many.getLast())) {
            assertThat(lists(key)).containsExactly("大名单");
        }
        assertThat(lists(many.getFirst() - 1)).isEmpty();
        assertThat(lists(many.getLast() + 1)).isEmpty();
    }

    private void give(List<Long> people, String what) {
        transaction.executeWithoutResult(_ -> readings.logDisclosure(ACTOR, people, what, Purpose.PUBLIC_HEALTH));
    }

    private List<String> lists(long person) {
        return readings.lists(person, CityTime.today(clock).minusDays(1), 10).stream()
                .map(Readings.Listed::what)
                .toList();
    }

    private static List<Long> people(int count) {
        long first = ThreadLocalRandom.current().nextLong(1L << 60);
        return LongStream.range(first, first + count).boxed().toList();
    }

    private long count(String what) {
        return jdbc.sql("select count(*) from access.reading where what = ?")
                .param(what)
                .query(Long.class)
                .single();
    }
}
