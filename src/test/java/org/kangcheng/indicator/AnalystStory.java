package org.kangcheng.indicator;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.kangcheng.TestDatabase;
import org.kangcheng.identity.TestPeople;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** An analyst reads what figures add up to, and nobody. */
class AnalystStory extends IndicatorPlatform {
    @Autowired
    KnownFeeds feeds;

    @Test
    void everyIndicatorHasAViewInWhichNobodyStands() throws Exception {
        enrolments.enrol(DESK, TestPeople.called("吴分析"));
        try (Connection connection = TestDatabase.access().connectAsOwner()) {
            connection.setAutoCommit(false);
            JdbcTemplate owner = new JdbcTemplate(new SingleConnectionDataSource(connection, true));
            List<String> views = new AnalystViews(owner, feeds.all()).make(indicators.all());
            assertThat(views)
                    .contains("analyst.residents", "analyst.no_show_rate")
                    .hasSizeGreaterThan(40);
            for (String view : views) {
                assertThat(owner.queryForList("select * from " + view + " limit 1"))
                        .hasSizeLessThan(2);
            }
            assertThat(owner.queryForList(
                            "select distinct column_name from information_schema.columns where table_schema = 'analyst'",
                            String.class))
                    .containsExactlyInAnyOrder(
                            "side", "feed", "area_code", "institution_id", "department_id", "day", "n");
            assertThat(owner.queryForObject("select sum(n) from analyst.residents", Long.class))
                    .isEqualTo(now(indicator("residents"), Place.CITY).numerator());
            assertThat(owner.queryForObject("select max(length(area_code)) from analyst.residents", Integer.class))
                    .isEqualTo(9);
            connection.rollback();
        }
    }
}
