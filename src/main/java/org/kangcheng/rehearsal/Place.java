package org.kangcheng.rehearsal;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.kangcheng.access.Actor;
import org.kangcheng.access.Role;
import org.kangcheng.directory.Department;
import org.kangcheng.directory.Institution;
import org.kangcheng.directory.Practitioner;

/** Where a visit takes place: a department with its doctor, and the institution's desks. */
record Place(Institution institution, Department department, Practitioner doctor) {
    Actor doctorActor() {
        return staff(Role.DOCTOR, doctor.name(), department.departmentId(), doctor.practitionerId());
    }

    Actor registrar() {
        return staff(Role.REGISTRAR, "挂号收费处", null, null);
    }

    Actor laboratory() {
        return staff(Role.LABORATORY, "检验科", null, null);
    }

    Actor pharmacist() {
        return staff(Role.PHARMACIST, "药剂科", null, null);
    }

    private Actor staff(Role role, String name, @Nullable Long departmentId, @Nullable Long practitionerId) {
        return new Actor(
                Actor.Kind.STAFF,
                "rehearsal",
                name,
                Set.of(role),
                institution.institutionId(),
                departmentId,
                practitionerId,
                null,
                null,
                false);
    }
}
