package org.kangcheng.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.kangcheng.TestPlatform;
import org.kangcheng.access.Actor;
import org.kangcheng.kernel.Ids;
import org.postgresql.PGConnection;
import org.springframework.beans.factory.annotation.Autowired;

/** A resident who came by COPY is the same as one who was enrolled. */
class PersonRowsTests extends TestPlatform {
    @Autowired
    PersonRows rows;

    @Autowired
    Enrolments enrolments;

    @Autowired
    People people;

    @Autowired
    Ids ids;

    @Autowired
    DataSource data;

    @Test
    void whoCameByCopyIsFoundAndKnownAgain() throws Exception {
        NewPerson told = TestPeople.someone();
        NewPerson plain = new NewPerson(
                "曾老师",
                told.sex(),
                told.birthDate(),
                "371502001003",
                "01",
                told.idNumber(),
                told.phone(),
                "路\t1\n号\\",
                true,
                "CITY");
        long key = ids.random();
        copy(rows.of(key, plain, Instant.parse("2026-01-01T00:00:00Z")));

        assertThat(people.byDocument("01", plain.idNumber())).contains(key);
        assertThat(people.byPhone(plain.phone())).containsExactly(key);
        assertThat(enrolments.enrol(Actor.system("窗口"), plain)).isEqualTo(new EnrolResult.Known(key));
        assertThat(jdbc.sql("select pinyin from identity.person where person_key = ?")
                        .param(key)
                        .query(String.class)
                        .single())
                .isEqualTo("zenglaoshi");
    }

    private void copy(PersonRows.Row row) throws SQLException, IOException {
        StringBuilder person = new StringBuilder();
        StringBuilder document = new StringBuilder();
        StringBuilder phone = new StringBuilder();
        StringBuilder resident = new StringBuilder();
        row.person(person);
        row.document(document);
        row.phone(phone);
        row.resident(resident);
        try (Connection connection = data.getConnection()) {
            var copy = connection.unwrap(PGConnection.class).getCopyAPI();
            copy.copyIn(PersonRows.COPY_PERSON, new StringReader(person.toString()));
            copy.copyIn(PersonRows.COPY_DOCUMENT, new StringReader(document.toString()));
            copy.copyIn(PersonRows.COPY_PHONE, new StringReader(phone.toString()));
            copy.copyIn(PersonRows.COPY_RESIDENT, new StringReader(resident.toString()));
        }
        jdbc.sql(PersonRows.COUNT_RESIDENTS).update();
    }
}
