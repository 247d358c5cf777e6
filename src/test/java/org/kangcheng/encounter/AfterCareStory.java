package org.kangcheng.encounter;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.kangcheng.access.Role;
import org.kangcheng.kernel.PublicId;
import org.kangcheng.programme.Looking;
import org.springframework.beans.factory.annotation.Autowired;

/** 一次诊疗、长期服务: the doctor sees and does what is due to who sits before her, and asks afterwards how she is. */
class AfterCareStory extends VisitPlatform {
    @Autowired
    private Looking looking;

    private Browser doctor;

    @BeforeEach
    void programmesInForce() {
        looking.shipped();
        looking.again();
        doctor = signedIn(doctor(clinic));
    }

    @Test
    void whatIsDueIsDoneInTheConsultingRoom() {
        Visit visit = inside();
        String room = doctor.open("/staff/consulting/" + visit.id());
        assertThat(room).contains("应做的公共卫生服务");
        String list = doctor.targets("/staff/due/.*/list").getFirst();
        assertThat(doctor.open(list)).contains("65 岁以上年度健康体检").doesNotContain("<html");
        assertThat(doctor.open(list.replace("/list", ""))).contains("登记居家护理").doesNotContain("登记怀孕");
    }

    @Test
    void aStrangerIsNobodysPatient() {
        String stranger = PublicId.encode(resident());
        doctor.open("/staff/due/" + stranger);
        assertThat(doctor.status).isEqualTo(404);
        doctor.open("/staff/due/" + stranger + "/list");
        assertThat(doctor.status).isEqualTo(404);
    }

    @Test
    void careAtHomeIsRegisteredAndCanBeTakenBack() {
        inside();
        String page = "/staff/due/" + PublicId.encode(person);
        doctor.open(page);
        String programme = "home-care";
        doctor.submit(page + "/events", "programme", programme, "code", "HOME_CARE", "on", "2000-01-01");
        assertThat(doctor.status).isEqualTo(400);
        doctor.open(page);
        String today = java.time.LocalDate.now(clock.withZone(org.kangcheng.kernel.CityTime.ZONE))
                .toString();
        doctor.submit(page + "/events", "programme", programme, "code", "HOME_CARE", "on", today);
        looking.again();
        assertThat(doctor.open(page)).contains("首诊评估", "登记错了，撤销");
        doctor.submit(page + "/events", "programme", programme, "code", "HOME_CARE", "on", today);
        assertThat(doctor.status).isEqualTo(409);
        doctor.open(page);
        doctor.submit(page + "/events/take-back", "source", doctor.hidden("source"));
        looking.again();
        assertThat(doctor.open(page)).doesNotContain("首诊评估", "登记错了，撤销");
    }

    @Test
    void whoWasTreatedIsAskedAfterwardsHowSheIs() {
        Visit visit = inside();
        done(consultation.diagnose(doctor(clinic), visit.id(), "E11.9", ""));
        done(consultation.finish(doctor(clinic), visit.id()));
        done(consultation.finish(doctor(clinic), visit.id()));
        looking.again();

        String her = PublicId.encode(person);
        assertThat(doctor.open("/staff/after-care")).contains("/staff/due/" + her, "应回访，最迟");
        assertThat(doctor.open("/staff/due/" + her)).contains("门诊后 14 天内回访");
        String form = doctor.targets("/staff/due/" + her + "/[0-9]+").stream()
                .filter(it -> doctor.open(it).contains("门诊后 14 天内回访"))
                .findFirst()
                .orElseThrow();
        doctor.open(form);
        String key = doctor.hidden("requestKey");
        String today = doctor.find("name=\"on\"[^>]* value=\"([0-9-]+)\"");
        doctor.submit(form, "requestKey", key, "on", today, "field-condition", "不知道", "field-medicine", "是");
        assertThat(doctor.page).contains("“恢复情况”应为：好转、无变化、加重。");
        doctor.submit(form, "requestKey", key, "on", today, "field-condition", "好转", "field-medicine", "是");
        assertThat(doctor.page).contains("已记录。", "恢复情况 好转");
        assertThat(doctor.open("/staff/after-care")).contains("已回访");
        // Another hospital's doctor has nothing to ask her.
        Browser elsewhere = signedIn(staff(Role.DOCTOR, another(), null));
        assertThat(elsewhere.open("/staff/after-care")).doesNotContain(her);
        elsewhere.open(form);
        assertThat(elsewhere.status).isEqualTo(404);
    }
}
