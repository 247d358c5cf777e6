package org.kangcheng.portal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.kangcheng.TestDatabase;
import org.kangcheng.TestPlatform;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Controller;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.bind.annotation.PostMapping;

/** A fault of ours is told in the log, with its statement and its rule; the person it happened to is not. */
@ExtendWith(OutputCaptureExtension.class)
class NoPersonInTheLogStory extends TestPlatform {
    private static final String NAME = "欧阳无名";
    private static final String INSERT = """
            insert into access.account (account_id, sign_in, name, password_hash, roles, created_at)
            values (?, ?, ?, '', '{SYSTEM_ADMIN,AUDITOR}', now())
            """;

    @Autowired
    ErrorAdvice advice;

    @Autowired
    JdbcTemplate statements;

    /** Breaks a rule of the database with a person in its hand, in the two ways in which rows are written. */
    @Controller
    final class Faulty {
        @PostMapping("/one")
        void one() {
            statements.update(INSERT, 1L, "log-story", NAME);
        }

        @PostMapping("/batch")
        void batch() {
            statements.batchUpdate(INSERT, List.of(new Object[] {2L, "log-2", NAME}, new Object[] {3L, "log-3", NAME}));
        }
    }

    @Test
    void theLogTellsTheRuleAndNotTheRow(CapturedOutput output) throws Exception {
        var mvc = MockMvcBuilders.standaloneSetup(new Faulty())
                .setControllerAdvice(advice)
                .build();
        for (String way : List.of("/one", "/batch")) {
            mvc.perform(post(way)).andExpect(status().is(500));
        }
        assertThat(output.getOut() + output.getErr())
                .contains("one_administrator")
                .contains("at POST /one")
                .contains("at POST /batch")
                .doesNotContain(NAME)
                .doesNotContain("Failing row");
    }

    /** Commands, bulk loads and the owner's migrations make their own connections. */
    @Test
    void everyConnectionIsSilent() throws Exception {
        for (Connection made : List.of(
                TestDatabase.access().connectAsApp(), TestDatabase.access().connectAsOwner())) {
            try (Connection connection = made;
                    var insert = connection.prepareStatement(INSERT)) {
                insert.setLong(1, 4);
                insert.setString(2, "log-4");
                insert.setString(3, NAME);
                assertThatThrownBy(insert::executeUpdate)
                        .isInstanceOf(SQLException.class)
                        .hasMessageContaining("one_administrator")
                        .hasMessageNotContaining(NAME);
            }
        }
    }
}
