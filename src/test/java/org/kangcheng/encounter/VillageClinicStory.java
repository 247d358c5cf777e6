package org.kangcheng.encounter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.kangcheng.access.Actor;
import org.kangcheng.access.Role;
import org.kangcheng.directory.Institution;
import org.kangcheng.directory.Institutions;
import org.kangcheng.terminology.CareStep;
import org.springframework.beans.factory.annotation.Autowired;

/** In a village the doctor is all there is: one room, one person, and the resident's code at every step. */
class VillageClinicStory extends VisitPlatform {
    @Autowired
    private Institutions institutions;

    @BeforeEach
    void aVillage() {
        hospital = villages().get(7);
        clinic = department("全科诊室");
    }

    private List<Institution> villages() {
        return institutions.list(Institution.Kind.VILLAGE_CLINIC, "371502001");
    }

    @Test
    void whoWalksInIsSeenPaysAndGetsTheMedicineInOneRoom() {
        Browser doctor = signedIn(villageDoctor());
        assertThat(doctor.open("/staff"))
                .contains("/staff/consulting", "/staff/pharmacy", "/staff/cashier", "/staff/people")
                .doesNotContain("/staff/visits", "/staff/laboratory", "/staff/sessions");
        assertThat(doctor.open("/staff/consulting")).contains("全科诊室").doesNotContain("叫下一位");

        scan(doctor, "/staff/consulting");
        String visit = doctor.path;
        assertThat(doctor.page).contains("处方").doesNotContain("检验项目");
        doctor.submit(visit + "/complaint", "complaint", "咳嗽三天");
        assertThat(doctor.submit(visit + "/diagnoses", "disease", "I10")).contains("I10");
        assertThat(doctor.submit(visit + "/orders", "test", "FPG", "requestKey", "v1"))
                .contains("本机构没有检验科");
        assertThat(doctor.submit(visit + "/prescriptions", "medicine", "MTF05", "packs", "1", "requestKey", "v2"))
                .contains("待发药");
        doctor.submit(visit + "/finish");
        assertThat(doctor.path).isEqualTo("/staff/consulting");

        scan(doctor, "/staff/pharmacy");
        assertThat(doctor.page).contains("未缴费");
        scan(doctor, "/staff/cashier");
        assertThat(doctor.page).contains("收现金");
        doctor.submit(doctor.targets("/bills/").getFirst(), "reading", doctor.hidden("reading"));
        scan(doctor, "/staff/pharmacy");
        doctor.submit(
                "/staff/pharmacy/dispense",
                "reading",
                doctor.hidden("reading"),
                "prescription",
                doctor.hidden("prescription"));
        assertThat(doctor.page).contains("已发药");
        Visit seen = visits.of(person, null, 9).items().getFirst();
        assertThat(seen.institutionId()).isEqualTo(hospital.institutionId());
        assertThat(visits.steps(seen.id())).extracting(Step::kind).contains(Step.Kind.CONSULTED, Step.Kind.DISPENSED);
        eachLookIsLogged();
    }

    /** Every code that was read, and what of the record was looked at. */
    private void eachLookIsLogged() {
        assertThat(jdbc.sql("select what from access.reading where person_key = ? order by reading_id")
                        .param(person)
                        .query(String.class)
                        .list())
                .contains("本次就诊信息", "过敏与重要问题", "账单", "处方");
        assertThat(jdbc.sql("select count(*) from card.use_record where person_key = ? and institution_id = ?")
                        .params(person, hospital.institutionId())
                        .query(Integer.class)
                        .single())
                .isEqualTo(4);
    }

    @Test
    void theNextVillagesDoctorHasNoPartInIt() {
        Visit visit = done(consultation.begin(villageDoctor(), read(villageDoctor(), CareStep.CONSULTATION)));
        hospital = villages().get(8);
        Actor neighbour = villageDoctor();
        assertThat(refused(consultation.diagnose(neighbour, visit.id(), "I10", "")))
                .isEqualTo("not-in-progress");
        assertThat(refused(consultation.finish(neighbour, visit.id()))).isEqualTo("not-in-progress");
        Browser there = signedIn(neighbour);
        there.open("/staff/consulting/" + visit.id());
        assertThat(there.status).isEqualTo(404);
        assertThat(there.open("/staff/consulting")).contains("今天还没有患者");
    }

    private Actor villageDoctor() {
        return staff(Role.VILLAGE_DOCTOR, hospital, department("全科诊室"));
    }
}
