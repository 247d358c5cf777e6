package org.kangcheng.rehearsal;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.kangcheng.access.Accounts.NewAccount;
import org.kangcheng.access.Role;
import org.kangcheng.directory.Department;
import org.kangcheng.directory.Institution;
import org.kangcheng.directory.Practitioner;
import org.springframework.stereotype.Component;

/** One account for each role of staff, at one hospital, so that a visitor can follow a resident from door to door. */
@Component
class DemoStaff {
    private static final String CITY = "3715";

    private final DemoHospital at;

    DemoStaff(DemoHospital at) {
        this.at = at;
    }

    /** Without passwords; {@code villageCode} is where the village doctor works. */
    List<NewAccount> wanted(String villageCode) {
        Institution village = at.villageClinic(villageCode);
        return List.of(
                atHospital("registrar", "演示挂号员", Role.REGISTRAR, null),
                practitioner("doctor", Role.DOCTOR, at.clinic(), null),
                practitioner("laboratory", Role.LABORATORY, at.laboratory(), null),
                practitioner("pharmacist", Role.PHARMACIST, at.pharmacy(), null),
                atHospital("scheduler", "演示排班员", Role.SCHEDULER, null),
                practitioner("villagedoctor", Role.VILLAGE_DOCTOR, at.room(village), village.areaCode()),
                practitioner(
                        "teamlead",
                        Role.DOCTOR,
                        at.generalPractice(villageCode),
                        at.primary(villageCode).areaCode()),
                ofCity("cardofficer", "演示发卡员", Role.CARD_OFFICER),
                ofCity("steward", "演示主索引员", Role.STEWARD),
                ofCity("directory", "演示目录员", Role.DIRECTORY_OFFICER),
                ofCity("commission", "演示卫健委", Role.COMMISSION),
                ofCity("hotline", "演示热线坐席", Role.HOTLINE),
                ofCity("surveyor", "演示第三方调查员", Role.SURVEYOR),
                atHospital("manager", "演示机构负责人", Role.MANAGER, null),
                ofCity("sysadmin", "演示系统管理员", Role.SYSTEM_ADMIN),
                ofCity("security", "演示安全管理员", Role.SECURITY_ADMIN),
                ofCity("auditor", "演示审计员", Role.AUDITOR));
    }

    /** Who it is, and where she works: whoever books must book there to be checked in and seen by these accounts. */
    String note(NewAccount account) {
        String place = at.words(account.institutionId(), account.departmentId());
        return place.isEmpty() ? account.name() : account.name() + "，" + place;
    }

    private NewAccount practitioner(String user, Role role, Department department, @Nullable String areaCode) {
        Practitioner practitioner = at.first(department);
        return account(
                user,
                practitioner.name(),
                role,
                department.institutionId(),
                department.departmentId(),
                practitioner.practitionerId(),
                areaCode);
    }

    private NewAccount atHospital(String user, String name, Role role, @Nullable Long departmentId) {
        return account(user, name, role, at.hospital().institutionId(), departmentId, null, null);
    }

    private static NewAccount ofCity(String user, String name, Role role) {
        return account(user, name, role, null, null, null, CITY);
    }

    private static NewAccount account(
            String user,
            String name,
            Role role,
            @Nullable Long institutionId,
            @Nullable Long departmentId,
            @Nullable Long practitionerId,
            @Nullable String areaCode) {
        return new NewAccount(
                user, name, "", Set.of(role), institutionId, departmentId, practitionerId, areaCode, true);
    }
}
