package org.kangcheng.rehearsal;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.kangcheng.directory.Department;
import org.kangcheng.directory.Institution;
import org.kangcheng.directory.Institutions;
import org.kangcheng.directory.Practitioner;
import org.springframework.stereotype.Component;

/** Where the demonstration's staff work: the first hospital, and the clinic of the first village. */
@Component
class DemoHospital {
    private static final int TOWN_DIGITS = 9;

    private final Institutions institutions;

    DemoHospital(Institutions institutions) {
        this.institutions = institutions;
    }

    Institution hospital() {
        return institutions.list(Institution.Kind.HOSPITAL, "").getFirst();
    }

    /** Internal medicine, where the demonstration's doctor sits. */
    Department clinic() {
        return department("0300");
    }

    Department laboratory() {
        return department("3000");
    }

    Department pharmacy() {
        return department("9901");
    }

    private Department department(String subject) {
        return institutions.departments(hospital().institutionId()).stream()
                .filter(department -> department.subjectCode().equals(subject))
                .findFirst()
                .orElseThrow();
    }

    Practitioner first(Department department) {
        return institutions.practitioners(department.institutionId()).stream()
                .filter(practitioner -> practitioner.departmentId() == department.departmentId())
                .findFirst()
                .orElseThrow();
    }

    /** The primary institution of a village's town. */
    Institution primary(String villageCode) {
        return institutions
                .list(Institution.Kind.PRIMARY, villageCode.substring(0, TOWN_DIGITS))
                .getFirst();
    }

    Department generalPractice(String villageCode) {
        return institutions.departments(primary(villageCode).institutionId()).stream()
                .filter(department -> department.subjectCode().equals("0200"))
                .findFirst()
                .orElseThrow();
    }

    Institution villageClinic(String villageCode) {
        return institutions.list(Institution.Kind.VILLAGE_CLINIC, villageCode).getFirst();
    }

    /** The one room of a village clinic. */
    Department room(Institution clinic) {
        return institutions.departments(clinic.institutionId()).getFirst();
    }

    /** 工作单位, in words: the institution and the department; empty for who works for the city. */
    String words(@Nullable Long institutionId, @Nullable Long departmentId) {
        if (institutionId == null) {
            return "";
        }
        String name = institutions.find(institutionId).map(Institution::name).orElseThrow();
        return departmentId == null
                ? name
                : institutions
                        .department(institutionId, departmentId)
                        .map(department -> name + " " + department.name())
                        .orElse(name);
    }

    /** One of each kind that files records: city, county, township. */
    List<Institution> filing() {
        List<Institution> hospitals = institutions.list(Institution.Kind.HOSPITAL, "");
        List<Institution> primary = institutions.list(Institution.Kind.PRIMARY, "");
        return List.of(hospitals.get(0), hospitals.get(1), hospitals.getLast(), primary.getFirst(), primary.getLast());
    }
}
