package org.kangcheng.programme;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Media;
import com.microsoft.playwright.options.SelectOption;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.kangcheng.access.Accounts;
import org.kangcheng.access.Role;
import org.kangcheng.directory.Institution;
import org.kangcheng.directory.Institutions;
import org.springframework.beans.factory.annotation.Autowired;

/** A slip goes through both doctors' hands in a real browser: made out on a phone, printed, answered at a desk. */
class ReferralDeskStory extends PhonePlatform {
    @Autowired
    Institutions institutions;

    @Test
    void isMadeOutPrintedAndAnswered() throws Exception {
        InForce programme = shipped("hypertension", "DESK_REFERRAL");
        long person = patient("王转诊", "幸福路1号", "DESK_REFERRAL");
        assertThat(record(
                        worker(village.code()),
                        person,
                        programme,
                        today(),
                        Map.of("sbp", "186", "dbp", "104", "medication", "间断", "side_effect", "否", "complication", "否"),
                        "desk-referral"))
                .isInstanceOf(Deliver.Outcome.Recorded.class);
        Institution hospital = institutions
                .list(Institution.Kind.HOSPITAL, village.code().substring(0, 4))
                .getFirst();
        String account = "referral-" + UUID.randomUUID();
        accounts.create(
                DESK,
                new Accounts.NewAccount(
                        account,
                        "周县医",
                        PASSWORD,
                        Set.of(Role.DOCTOR),
                        hospital.institutionId(),
                        null,
                        null,
                        null,
                        false));
        try (Phone phone = new Phone(playwright, temp.resolve("slip-" + UUID.randomUUID()), network)) {
            phone.signIn(user, PASSWORD)
                    .go("/staff/referrals")
                    .look("referrals")
                    .page
                    .click("text=开转诊单");
            phone.page.waitForSelector("#institution");
            phone.page.selectOption("#institution", new SelectOption().setLabel(hospital.name()));
            phone.page.fill("#note", "对青霉素过敏；联系人：儿子");
            phone.look("referral-new").page.click(".pg-form .btn-primary");
            phone.shows("办理：待接收").look("referral-slip");
            phone.page.setViewportSize(794, 1123);
            phone.page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
            assertThat(phone.page.isVisible("[data-print]")).isFalse();
            assertThat(phone.page.isVisible(".pg-only-print")).isTrue();
            phone.look("referral-printed");
        }
        try (Phone desk = new Phone(playwright, temp.resolve("desk-" + UUID.randomUUID()), network)) {
            desk.page.setViewportSize(1280, 800);
            desk.signIn(account, PASSWORD).go("/staff/after-care").page.click("text=转来本院的");
            desk.shows("待接收").look("referrals-in").page.click("text=王**");
            desk.shows("办理：待接收").look("referral-answer").page.click("text=已到诊");
            desk.shows("办理：已到诊").page.fill("#note", "已换药，两周后复测");
            desk.page.click("form[action$=return] button");
            desk.shows("办理：已转回").look("referral-returned");
        }
    }
}
