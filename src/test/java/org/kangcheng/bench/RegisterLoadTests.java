package org.kangcheng.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.kangcheng.TestDatabase;
import org.kangcheng.operation.DatabaseAccess;
import org.kangcheng.operation.Invariants;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/** What the benches load obeys every rule that the platform's own items obey: chained, counted, in one state each. */
class RegisterLoadTests {
    private static final List<String> SCHEMAS = List.of("directory", "tally", "governance");
    private static final int ITEMS = 6_000;

    private DatabaseAccess access;

    @BeforeEach
    void layWhatTheLoadNeeds() throws Exception {
        access = TestDatabase.another("load");
        try (Connection owner = access.connectAsOwner();
                Statement statement = owner.createStatement()) {
            for (String schema : SCHEMAS) {
                for (Resource script : scripts(schema)) {
                    statement.execute(script.getContentAsString(StandardCharsets.UTF_8));
                }
            }
            statement.execute("""
                    insert into directory.area (code, name, parent, level) values
                        ('3715', '市', null, 'city'), ('371502', '区', '3715', 'county'),
                        ('371502001', '一镇', '371502', 'town'), ('371502002', '二镇', '371502', 'town');
                    insert into directory.institution (institution_id, code, name, kind, category, level, area_code) values
                        (1, 'A', '一院', 'PRIMARY', '', '', '371502001'), (2, 'B', '二院', 'PRIMARY', '', '', '371502002');
                    insert into governance.register (id, version) values ('hotline', 3), ('suggestion', 1), ('poor-rating', 1);
                    """);
        }
    }

    /** Only tables of these schemas are made, as the owner makes them; sheets of other modules are not needed. */
    private static List<Resource> scripts(String schema) throws Exception {
        Resource[] scripts =
                new PathMatchingResourcePatternResolver().getResources("classpath:/db/migration/" + schema + "/V*.sql");
        return Arrays.stream(scripts)
                .filter(script -> !schema.equals("directory")
                        || String.valueOf(script.getFilename()).startsWith("V1__"))
                .sorted((one, other) ->
                        String.valueOf(one.getFilename()).compareTo(String.valueOf(other.getFilename())))
                .toList();
    }

    @Test
    void isChainedAndCountedAsIfItHadBeenMovedStepByStep() throws Exception {
        RegisterLoad.load(access, ITEMS);

        assertThat(Owner.number(access, "select count(*) from governance.item")).isEqualTo(ITEMS);
        assertThat(Owner.number(access, "select count(*) from governance.step"))
                .isEqualTo(Owner.number(access, "select sum(steps) from governance.item"))
                .isGreaterThan(10L * ITEMS);
        assertThat(Owner.number(access, "select count(*) from governance.item where closed_on is null"))
                .isPositive();
        assertThat(Owner.number(access, "select count(*) from governance.step where at > now()"))
                .isZero();
        assertThat(Owner.number(access, "select count(distinct (register_no, unit)) from governance.item"))
                .as("every unit has items of every register")
                .isEqualTo(6);
        try (Connection connection = access.connectAsOwner()) {
            assertThat(Invariants.check(connection, "governance/"))
                    .hasSize(6)
                    .allSatisfy(finding ->
                            assertThat(finding.holds()).as(finding.toString()).isTrue());
        }
    }
}
