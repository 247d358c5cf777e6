package org.kangcheng;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.kangcheng.operation.DatabaseAccess;

class TestDatabaseTests {
    @Test
    void isOneAndTheSameWithinARun() {
        assertThat(TestDatabase.access()).isSameAs(TestDatabase.access());
    }

    @Test
    void letsTheOwnerMigrateAndTheApplicationConnect() throws SQLException {
        DatabaseAccess access = TestDatabase.another("shape");
        try (Connection owner = access.connectAsOwner();
                Connection app = access.connectAsApp()) {
            owner.createStatement()
                    .execute("create schema kernel; create extension pg_trgm; create extension btree_gist");
            assertThat(app.isValid(1)).isTrue();
        }
    }
}
