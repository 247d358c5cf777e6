package org.kangcheng.programme;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.kangcheng.programme.CuttingProxy.Cut;

/** The network goes in the middle of a synchronisation, and the phone too: nothing is lost, and nothing is there twice. */
class PhoneFaultStory extends PhonePlatform {
    private static final String PRESSURE = "PHONE_FAULT";

    @Test
    void theConnectionIsCutWhereverItHurts() throws Exception {
        shipped("hypertension", PRESSURE);
        List<Long> people = new ArrayList<>();
        for (int n = 1; n <= 25; n++) {
            people.add(patient("王断网" + (char) ('A' + n), "幸福路" + n + "号", PRESSURE));
        }
        try (Phone phone = phone()) {
            phone.offline(true);
            for (int n = 1; n <= 25; n++) {
                phone.pressure("王断网" + (char) ('A' + n), "1" + (10 + n), "76");
            }
            network.cut(Cut.IN_THE_REQUEST, "POST /phone/queue");
            phone.offline(false);
            tried(phone);
            assertThat(told(people)).as("half a request is none").isEmpty();

            network.cut(Cut.BEFORE_THE_ANSWER, "POST /phone/queue");
            phone.rest().page.click("#tab-queue");
            phone.page.click("#sync");
            phone.page.waitForTimeout(500);
            phone.page.reload();
            phone.unlock().says("已保留");
            assertThat(told(people))
                    .as("the platform did it, and the phone does not know")
                    .isNotEmpty();
            assertThat(phone.text()).contains("待提交 25");

            network.cut(Cut.IN_THE_ANSWER, "POST /phone/queue");
            tried(phone);
            assertThat(phone.text()).contains("待提交 25");

            phone.switchOff().switchOn().signIn(user, PASSWORD);
            network.cut(Cut.IN_THE_ANSWER, "POST /phone/download");
            phone.open().unlock().says("已保留");
            assertThat(phone.text()).doesNotContain("待提交 ");

            network.mend();
            phone.sync().synchronised().page.click("#tab-list");
            assertThat(phone.count(".person"))
                    .as("their yearly check is still to do")
                    .isEqualTo(25);
            assertThat(phone.count(".person:has-text('面对面随访')")).isZero();
            assertThat(network.cuts.get()).isGreaterThanOrEqualTo(4);
        }
        Map<String, Long> told = told(people);
        assertThat(told)
                .hasSize(25)
                .allSatisfy((answer, times) -> assertThat(times).isEqualTo(1));
    }

    /** A synchronisation that was cut, and is over. */
    private void tried(Phone phone) {
        phone.rest();
        int before = network.cuts.get();
        phone.sync().says("已保留");
        assertThat(network.cuts.get()).isGreaterThan(before);
    }

    /** Asked of the table itself: each reading of the pressure is another one, so a lost and a doubled one both show. */
    private Map<String, Long> told(List<Long> people) {
        Map<String, Long> told = new TreeMap<>();
        jdbc.sql(
                        "select form ->> 'sbp' as sbp, count(*) as times from programme.delivery where person_key in (:people) group by 1")
                .param("people", people)
                .query(row -> {
                    told.put(row.getString("sbp"), row.getLong("times"));
                });
        return told;
    }
}
