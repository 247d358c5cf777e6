package org.kangcheng.booking;

import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.kangcheng.directory.Department;
import org.kangcheng.directory.Institution;
import org.kangcheng.directory.Institutions;
import org.kangcheng.directory.Practitioner;
import org.kangcheng.kernel.Refusal;

/** An institution with its departments and doctors, as this module's pages name them. */
record Names(Institution institution, Map<Long, Department> departments, Map<Long, Practitioner> practitioners) {

    static Names of(Institutions institutions, long institutionId) {
        Institution institution = institutions
                .find(institutionId)
                .orElseThrow(() -> Refusal.notFound("没有这个机构。").asException());
        return new Names(
                institution,
                institutions.departments(institutionId).stream()
                        .collect(Collectors.toMap(Department::departmentId, Function.identity())),
                institutions.practitioners(institutionId).stream()
                        .collect(Collectors.toMap(Practitioner::practitionerId, Function.identity())));
    }

    String department(long departmentId) {
        Department department = departments.get(departmentId);
        return department == null ? "已撤销科室" : department.name();
    }

    /** 张三 主任医师; the clinic itself where no doctor is named. */
    String doctor(@Nullable Long practitionerId) {
        Practitioner practitioner = practitionerId == null ? null : practitioners.get(practitionerId);
        return practitioner == null ? "" : practitioner.name() + " " + practitioner.title();
    }
}
