package org.kangcheng.encounter;

import org.kangcheng.directory.Department;
import org.kangcheng.directory.Institutions;
import org.springframework.stereotype.Component;

/** Where there is a laboratory: a village clinic has none, so nothing can be ordered there that nobody would do. */
@Component
class Laboratories {
    private final Institutions institutions;

    Laboratories(Institutions institutions) {
        this.institutions = institutions;
    }

    boolean at(long institutionId) {
        return institutions.departments(institutionId).stream()
                .anyMatch(department -> department.kind() == Department.Kind.LABORATORY);
    }
}
