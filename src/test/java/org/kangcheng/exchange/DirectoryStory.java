package org.kangcheng.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.kangcheng.directory.Department;
import org.kangcheng.directory.Institution;
import org.kangcheng.directory.Practitioner;
import org.kangcheng.kernel.PublicId;
import tools.jackson.databind.JsonNode;

/** A hospital's system looks up institutions, departments and staff of the city before it refers to them. */
class DirectoryStory extends TestDoor {
    private static List<String> found(Program program, String search) {
        JsonNode bundle = program.get(search).expect(200).body();
        return bundle.path("entry")
                .valueStream()
                .map(entry -> entry.path("resource").path("id").asString())
                .toList();
    }

    @Test
    void anInstitutionIsFoundByCodeAndName() {
        Program hospital = program(hospital(15));
        Institution other = hospital(2);
        String id = PublicId.encode(other.institutionId());
        assertThat(found(hospital, "Organization?identifier=urn:oid:2.16.156.10011.1.5|" + other.code()))
                .containsExactly(id);
        assertThat(found(hospital, "Organization?identifier=" + other.code())).containsExactly(id);
        assertThat(found(hospital, "Organization?identifier=urn:other|" + other.code()))
                .isEmpty();
        assertThat(found(hospital, "Organization?name=" + other.name())).contains(id);
        assertThat(found(hospital, "Organization?_id=" + id)).containsExactly(id);
        assertThat(found(hospital, "Organization?_id=" + id + "&name=别处")).isEmpty();
    }

    @Test
    void allOfThemComePageByPageAndAreCounted() {
        Program hospital = program(hospital(15));
        long total = hospital.get("Organization?_summary=count")
                .expect(200)
                .body()
                .path("total")
                .asLong();
        assertThat(total).isGreaterThan(150);
        Set<String> seen = new HashSet<>();
        String next = "Organization?_count=200";
        while (!next.isEmpty()) {
            JsonNode page = hospital.get(next).expect(200).body();
            assertThat(page.path("entry").size()).isLessThanOrEqualTo(200);
            page.path("entry")
                    .forEach(entry -> assertThat(
                                    seen.add(entry.path("resource").path("id").asString()))
                            .isTrue());
            next = SyntheaStory.link(page, "next");
        }
        assertThat(seen).hasSize((int) total);
    }

    @Test
    void staffAreFoundByNameCodeAndWhereTheyWork() {
        Program hospital = program(hospital(15));
        Institution place = hospital(2);
        Practitioner doctor = institutions.practitioners(place.institutionId()).getFirst();
        String id = new PublicId(place.institutionId(), doctor.practitionerId()).toString();
        assertThat(found(hospital, "Practitioner?identifier=urn:kangcheng:practitioner|" + doctor.code()))
                .contains(id);
        assertThat(found(hospital, "Practitioner?name=" + doctor.name() + "&identifier=" + doctor.code()))
                .contains(id);
        assertThat(found(
                        hospital,
                        "PractitionerRole?_count=1000&organization=Organization/"
                                + PublicId.encode(place.institutionId())))
                .contains(id)
                .hasSize(institutions.practitioners(place.institutionId()).size());
        JsonNode role = hospital.get("PractitionerRole?practitioner=" + id + "&organization="
                        + PublicId.encode(place.institutionId()))
                .expect(200)
                .body()
                .path("entry")
                .path(0)
                .path("resource");
        assertThat(role.path("location").path(0).path("reference").asString())
                .isEqualTo("Location/" + new PublicId(place.institutionId(), doctor.departmentId()));
    }

    @Test
    void departmentsArePlaces() {
        Program hospital = program(hospital(15));
        Institution place = hospital(2);
        Department department = institutions.departments(place.institutionId()).getFirst();
        String id = new PublicId(place.institutionId(), department.departmentId()).toString();
        String organization = "organization=Organization/" + PublicId.encode(place.institutionId());
        assertThat(found(hospital, "Location?_count=1000&" + organization))
                .contains(id)
                .hasSize(institutions.departments(place.institutionId()).size());
        assertThat(found(hospital, "Location?" + organization + "&name=" + department.name()))
                .contains(id);
        assertThat(found(hospital, "Location?" + organization + "&name=没有这个科")).isEmpty();
        assertThat(hospital.get("Location/" + id)
                        .expect(200)
                        .body()
                        .path("name")
                        .asString())
                .isEqualTo(department.name());
    }

    @Test
    void whatThePlatformMakesHasAVersion() {
        Program hospital = program(hospital(15));
        Institution place = hospital(2);
        Department department = institutions.departments(place.institutionId()).getFirst();
        Practitioner doctor = institutions.practitioners(place.institutionId()).getFirst();
        String staff = new PublicId(place.institutionId(), doctor.practitionerId()).toString();
        for (String reference : List.of(
                "Organization/" + PublicId.encode(place.institutionId()),
                "Location/" + new PublicId(place.institutionId(), department.departmentId()),
                "Practitioner/" + staff,
                "PractitionerRole/" + staff)) {
            Reply read = hospital.get(reference).expect(200);
            String version = read.body().path("meta").path("versionId").asString();
            assertThat(read.header("ETag")).isEqualTo("W/\"" + version + "\"");
            assertThat(hospital.get(reference + "/_history/" + version)
                            .expect(200)
                            .body())
                    .isEqualTo(read.body());
            hospital.get(reference + "/_history/0").expect(404);
            assertThat(hospital.get(reference + "/_history")
                            .expect(200)
                            .body()
                            .path("entry")
                            .path(0)
                            .path("resource"))
                    .isEqualTo(read.body());
        }
    }

    @Test
    void aFilingMayNameThemAndBringsThemAlong() {
        Program hospital = program(hospital(15));
        Practitioner doctor =
                institutions.practitioners(hospital(2).institutionId()).getFirst();
        String staff = "Practitioner/" + new PublicId(hospital(2).institutionId(), doctor.practitionerId());
        String id =
                hospital.post("Observation", """
                {"resourceType":"Observation","status":"final","code":{"text":"x"},"performer":[{"reference":"%s"}]}""".formatted(staff)).expect(201).id();
        assertThat(found(hospital, "Observation?_id=" + id + "&_include=Observation:performer"))
                .containsExactly(id, staff.substring(staff.indexOf('/') + 1));
    }
}
