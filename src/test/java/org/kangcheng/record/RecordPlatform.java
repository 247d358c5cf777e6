package org.kangcheng.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.kangcheng.TestPlatform;
import org.kangcheng.access.Actor;
import org.kangcheng.directory.Institution;
import org.kangcheng.directory.Institutions;
import org.kangcheng.identity.EnrolResult;
import org.kangcheng.identity.Enrolments;
import org.kangcheng.identity.TestPeople;
import org.springframework.beans.factory.annotation.Autowired;

/** A resident, and an institution that files about her. */
abstract class RecordPlatform extends TestPlatform {
    static final Instant SPRING = Instant.parse("2026-03-01T00:00:00Z");

    @Autowired
    Entries entries;

    @Autowired
    Enrolments enrolments;

    @Autowired
    Institutions institutions;

    Institution hospital;
    long person;

    @BeforeEach
    void somebodyIsTreated() {
        hospital = institutions.list(Institution.Kind.HOSPITAL, "").get(12);
        person = enrolled("闻一");
    }

    long enrolled(String name) {
        EnrolResult result = enrolments.enrol(Actor.system("测试"), TestPeople.called(name));
        assertThat(result).isInstanceOf(EnrolResult.Enrolled.class);
        return ((EnrolResult.Enrolled) result).personKey();
    }

    EntryId result(long of, String value, Instant at) {
        return file(of, "Observation", "血糖", at, """
                {"resourceType":"Observation","status":"final","code":{"coding":[{"system":"http://loinc.org",
                 "code":"1558-6"}],"text":"空腹血糖"},"effectiveDateTime":"%s","valueQuantity":{"value":%s,"unit":"mmol/L"},
                 "referenceRange":[{"low":{"value":3.9},"high":{"value":6.1}}]}""".formatted(at, value), null);
    }

    EntryId condition(String title, Instant at, @Nullable String requestKey) {
        return file(person, "Condition", title, at, """
                {"resourceType":"Condition","code":{"text":"%s"},"recordedDate":"%s"}""".formatted(title, at), requestKey);
    }

    EntryId file(long of, String type, String title, Instant at, String json, @Nullable String requestKey) {
        String code = type.equals("Observation") ? "1558-6" : null;
        return entries.file(new NewEntry(
                of, hospital.institutionId(), type, code, title, null, "final", at, null, json, requestKey));
    }
}
