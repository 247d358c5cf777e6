package org.kangcheng.programme;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.kangcheng.identity.TestPeople;
import org.kangcheng.kernel.PublicId;

/** A form at the desk asks, computes and grades while it is filled in, as on the phone; a signature is drawn. */
class DeskFormStory extends PhonePlatform {
    private static final String FORM = """
            cadence: {once: {within: 30}}
            form:
              fields:
                - {id: paid, label: 个人负担, kind: number, unit: 元, min: 0, max: 2000000}
                - {id: income, label: 家庭年收入, kind: number, unit: 元, min: 1, max: 5000000}
                - {id: burden, label: 负担占收入, kind: computed, unit: "%", value: paid / (income / 100.0), digits: 0}
                - {id: cause, label: 主要原因, kind: choice, options: [反复住院, 误报]}
                - {id: why, label: 误报的理由, kind: text, when: 'cause == "误报"'}
                - {id: signed, label: 本人签名, kind: signature}
              grades:
                - {code: "0", label: 误报, when: 'cause == "误报"'}
                - {code: "2", label: 风险成立, when: burden >= 30.0, refer: true}
                - {code: "1", label: 暂无风险, when: burden < 30.0}""";

    @Test
    void asksOnlyWhatAppliesAndSaysWhatItComesTo() throws Exception {
        InForce programme = programme("story-desk-form", "DESK_FORM", FORM);
        long person = enrol(TestPeople.young("王案头", village.code()));
        facts.tell(person, FactKind.DIAGNOSIS, "DESK_FORM", today().minusDays(1), null, "TEST");
        settle();
        int no = programme.number(programme.services().getFirst());
        String list = "/staff/field/" + PublicId.encode(person);
        try (Phone desk = new Phone(playwright, temp.resolve("desk-" + UUID.randomUUID()), network)) {
            desk.signIn(user, PASSWORD).go(list + "/" + no);
            desk.page.waitForSelector(".signature-pad");
            assertThat(desk.page.isVisible("#field-why")).isFalse();
            desk.page.selectOption("#field-cause", "误报");
            assertThat(desk.page.isVisible("#field-why")).isTrue();
            desk.page.selectOption("#field-cause", "反复住院");
            assertThat(desk.page.isVisible("#field-why")).isFalse();
            desk.page.fill("#field-paid", "12000");
            desk.page.fill("#field-income", "30000");
            assertThat(desk.page.textContent("#field-burden")).isEqualTo("40 %");
            assertThat(desk.page.textContent("#reckoned")).as("not signed yet").isEmpty();
            sign(desk);
            assertThat(desk.page.textContent("#reckoned")).isEqualTo("风险成立，请转诊");
            desk.look("desk-form-phone");
            desk.page.setViewportSize(1280, 800);
            desk.look("desk-form");
            desk.page.click("#record");
            desk.page.waitForURL("**/staff/field");
        }
        assertThat(jdbc.sql("select grade, form ->> 'burden' as burden, form ->> 'signed' is not null as signed"
                                + " from programme.delivery where person_key = ?")
                        .param(person)
                        .query()
                        .singleRow())
                .containsEntry("grade", "2")
                .containsEntry("burden", "40.0")
                .containsEntry("signed", true);
    }

    private static void sign(Phone desk) {
        desk.page.locator(".signature-pad").scrollIntoViewIfNeeded();
        var box = desk.page.locator(".signature-pad").boundingBox();
        desk.page.mouse().move(box.x + box.width * 0.2, box.y + box.height * 0.5);
        desk.page.mouse().down();
        desk.page.mouse().move(box.x + box.width * 0.5, box.y + box.height * 0.3);
        desk.page.mouse().move(box.x + box.width * 0.8, box.y + box.height * 0.6);
        desk.page.mouse().up();
    }
}
