package org.kangcheng.indicator;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.kangcheng.TestDatabase;
import org.kangcheng.card.IssueResult;
import org.kangcheng.identity.EnrolResult;
import org.kangcheng.identity.NewPerson;
import org.kangcheng.identity.TestPeople;
import org.kangcheng.kernel.Slice;
import org.kangcheng.programme.ShippedProgrammes;
import org.springframework.beans.factory.annotation.Autowired;

/** A figure follows its rows at once, at every level; opens into its parts and rows; and is proved by counting them anew. */
class FigureStory extends IndicatorPlatform {
    @Autowired
    ShippedProgrammes programmes;

    @Autowired
    InForce inForce;

    @Test
    void somebodyIsEnrolledAndEveryLevelKnows() {
        Indicator residents = indicator("residents");
        List<Place> levels = List.of(
                Place.CITY,
                Place.area(VILLAGE.substring(0, 6)),
                Place.area(VILLAGE.substring(0, 9)),
                Place.area(VILLAGE));
        List<Long> before =
                levels.stream().map(place -> now(residents, place).numerator()).toList();
        enrol(TestPeople.called("钱新到"));
        List<Long> after =
                levels.stream().map(place -> now(residents, place).numerator()).toList();
        assertThat(after).isEqualTo(before.stream().map(n -> n + 1).toList());
        assertProved(residents);
    }

    @Test
    void partsByAreaSumToTheWholeAndOpenIntoPeople() {
        Indicator coverage = indicator("card-coverage");
        long person = enrol(TestPeople.called("孙有卡"));
        issueCard(person);
        Place county = Place.area(VILLAGE.substring(0, 6));
        Figure whole = now(coverage, county);
        List<Portion> parts = drill.parts(coverage, county, whole.period(), Dimension.AREA);
        assertThat(parts.stream().mapToLong(Portion::numerator).sum()).isEqualTo(whole.numerator());
        assertThat(parts.stream()
                        .mapToLong(part -> part.denominator() == null ? 0 : part.denominator())
                        .sum())
                .isEqualTo(whole.denominator());
        Slice<Rows.Row> rows = drill.rows(coverage, "card.issued", Place.area(VILLAGE), whole.period(), null, 10_000);
        assertThat(rows.items()).extracting(Rows.Row::personKey).contains(person);
        assertProved(coverage);
    }

    @Test
    void aCounterThatIsWrongIsFound() {
        Indicator coverage = indicator("card-coverage");
        issueCard(enrol(TestPeople.called("李对账")));
        jdbc.sql("update card.issued_count set issued = issued + 1 where area_code = ?")
                .param(VILLAGE)
                .update();
        try {
            Proof.Finding finding = everywhere(coverage);
            assertThat(finding.agrees()).isFalse();
            // The village and all that contain it.
            assertThat(finding.differing()).isEqualTo(4);
        } finally {
            jdbc.sql("update card.issued_count set issued = issued - 1 where area_code = ?")
                    .param(VILLAGE)
                    .update();
        }
        assertProved(coverage);
    }

    @Test
    void aNewProgrammeBringsItsFigureAlong() throws Exception {
        String text = """
                engine: programme
                id: figure-story
                title: 随访"甲'\\乙"（指标）
                version: 1
                source: 测试
                from: 2020-01-01
                members: '"FIGURE_STORY" in diagnoses'
                services:
                  - id: visit
                    title: 上门
                    cadence: {every: {days: 90, first: 14, early: 45}}
                    by: [VILLAGE_DOCTOR]
                    form:
                      fields:
                        - {id: note, label: 备注, kind: text}
                examples:
                  - {facts: {diagnoses: [FIGURE_STORY]}, member: true}
                  - {facts: {age: 1}, member: false}
                """;
        programmes.putInForce(DESK, "test", text);
        inForce.reload();
        Indicator coverage = indicator("coverage-figure-story-visit");
        assertThat(coverage.title()).isEqualTo("随访\"甲'\\乙\"（指标）·上门");
        assertThat(everywhere(coverage).agrees()).isTrue();
    }

    @Test
    void aDefinitionThatCannotBeReadIsSetAsideAndOneOfNextYearHidesNone() {
        Indicator visits = indicator("visits");
        Indicator bookings = indicator("bookings");
        save(visits, "engine: indicator\nid: visits\nversion: ninety-nine\n");
        save(bookings, bookings.definition().text().replaceFirst("from: .*", "from: 2999-01-01"));
        try {
            inForce.reload();
            assertThat(indicator("visits").definition().version())
                    .isEqualTo(visits.definition().version());
            assertThat(now(indicator("visits"), Place.CITY).broken()).isFalse();
            assertThat(indicator("bookings").definition().version())
                    .isEqualTo(bookings.definition().version());
        } finally {
            owner("delete from definition.version where version = 99 and engine = 'indicator'");
            inForce.reload();
        }
    }

    private void save(Indicator indicator, String text) {
        jdbc.sql("""
                insert into definition.version (engine, id, version, file, text, put_in_force_at, put_in_force_by)
                values ('indicator', ?, 99, 'page', ?, now(), 'test')
                """).params(indicator.id(), text).update();
    }

    private static void owner(String sql) {
        try (var connection = TestDatabase.access().connectAsOwner()) {
            connection.createStatement().execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void whatIsNotFedYetSaysWhyAndShowsNoNumber() {
        Figure figure = now(indicator("relief-granted"), Place.CITY);
        assertThat(figure.value()).isNull();
        assertThat(figure.text()).isEqualTo("—");
        assertThat(figure.brokenBecause()).startsWith("未接入：");
    }

    /** A village's figure is taken apart by what its rows tell: who served, of which institution, on which day. */
    @Test
    void aFigureOffersThePartsThatItsRowsTell() {
        programmes.ensure();
        Place village = Place.area(VILLAGE);
        Indicator coverage = indicator("coverage-hypertension-follow-up");
        assertThat(drill.dimensions(coverage, village, indicators.current(coverage)))
                .isEmpty();
        Period month = Period.of(Period.Kind.MONTH, indicators.today());
        for (String id : List.of("hypertension-visits", "contracts")) {
            assertThat(drill.dimensions(indicator(id), village, month))
                    .as(id)
                    .containsExactly(Dimension.WORKER, Dimension.INSTITUTION, Dimension.DAY);
        }
        Place town = Place.area(VILLAGE.substring(0, 9));
        assertThat(drill.dimensions(indicator("hypertension-visits"), town, month))
                .containsExactly(Dimension.AREA, Dimension.WORKER, Dimension.INSTITUTION, Dimension.DAY);
        assertThat(drill.dimensions(indicator("hypertension-visits"), Place.CITY, month))
                .containsExactly(Dimension.AREA, Dimension.DAY);
        Indicator contracts = indicator("contracts");
        List<Portion> days = drill.parts(contracts, village, month, Dimension.DAY);
        assertThat(days.getLast().numerator())
                .isEqualTo(indicators.value(contracts, village, month).numerator());
        long by = drill.parts(contracts, village, month, Dimension.INSTITUTION).stream()
                .mapToLong(Portion::numerator)
                .sum();
        assertThat(by).isEqualTo(indicators.value(contracts, village, month).numerator());
    }

    private void issueCard(long person) {
        assertThat(cards.issue(DESK, person)).isInstanceOf(IssueResult.Issued.class);
    }

    private long enrol(NewPerson person) {
        return ((EnrolResult.Enrolled) enrolments.enrol(DESK, person)).personKey();
    }
}
