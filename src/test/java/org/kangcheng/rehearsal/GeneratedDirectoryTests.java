package org.kangcheng.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.kangcheng.TestPlatform;
import org.kangcheng.directory.Areas;
import org.kangcheng.directory.Institution;
import org.kangcheng.directory.Institutions;
import org.springframework.beans.factory.annotation.Autowired;

/** The directory is always whole, on the city's real map. */
class GeneratedDirectoryTests extends TestPlatform {
    @Autowired
    Areas areas;

    @Autowired
    Institutions institutions;

    @Test
    void theRealDivisionsAreLaid() {
        assertThat(areas.all()).hasSize(2553);
        assertThat(areas.children("3715")).hasSize(8);
        assertThat(areas.villages()).hasSize(2408);
        assertThat(jdbc.sql("select count(*) from directory.management_unit")
                        .query(Integer.class)
                        .single())
                .isEqualTo(3);
        assertThat(jdbc.sql("select count(*) from directory.management_area")
                        .query(Integer.class)
                        .single())
                .isEqualTo(11);
    }

    @Test
    void everyKindOfInstitutionIsThere() {
        assertThat(institutions.list(Institution.Kind.HOSPITAL, "")).hasSize(38);
        assertThat(institutions.list(Institution.Kind.PRIMARY, "")).hasSize(140);
        assertThat(institutions.list(Institution.Kind.VILLAGE_CLINIC, "")).hasSize(2408);
    }
}
