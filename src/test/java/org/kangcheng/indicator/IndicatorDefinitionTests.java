package org.kangcheng.indicator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.kangcheng.definition.Definition;
import org.kangcheng.definition.Definitions;
import org.kangcheng.definition.Finding;
import org.kangcheng.definition.UnsoundException;

/** A definition that divides by nothing, counts twice, or fails its examples is refused with where and why. */
class IndicatorDefinitionTests {
    private static final Definitions DEFINITIONS = new Definitions(List.of(new IndicatorEngine()));

    private static final String SOUND = """
            engine: indicator
            id: story
            title: 到诊率
            version: 1
            source: 测试
            from: 2024-01-01
            group: 测试
            explanation: 预约的人里到诊的比例。
            unit: percent
            direction: more
            periods: [month]
            numerator: {add: [booking.came]}
            denominator: {add: [booking.booked]}
            target: 90
            examples:
              - {feeds: {booking.came: 9, booking.booked: 10}, value: 90.0%, light: green}
            """;

    @Test
    void theShippedOnesAreSoundAndSayWhatTheyCount() {
        List<Definition> shipped = DEFINITIONS.shipped();
        assertThat(shipped).hasSizeGreaterThan(100);
        assertThat(shipped).extracting(Definition::id).contains("card-coverage", "no-show-rate", "satisfaction");
    }

    @Test
    void aSoundOneIsRead() throws UnsoundException {
        Definition definition = DEFINITIONS.read("story.yaml", SOUND);
        Indicator read = new IndicatorEngine().read(definition);
        assertThat(read.institutions()).isTrue();
        assertThat(read.usual()).isEqualTo(Period.Kind.MONTH);
        assertThat(read.target(Place.CITY)).isEqualTo(90);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            denominator: {add: [booking.booked]}  |                                                        | denominator  | 除以空
            denominator: {add: [booking.booked]}  | denominator: {less: [booking.booked]}                  | denominator  | 除以空
            {add: [booking.booked]}               | {add: [booking.booked], less: [booking.booked]}        | denominator.1| 什么也不剩
            {add: [booking.booked]}               | {add: [booking.booked, booking.booked]}                | denominator.1| 重复计算
            {add: [booking.booked]}               | {add: [booking.booked, booking.no-show]}               | denominator.1| 会重复计算
            {add: [booking.booked]}               | {add: [booking.booked], less: [booking.cancelled]}     | denominator.1| 不能从中扣除
            {add: [booking.booked]}               | {add: [booking.booked], less: [booking.no-show]}       | exclusions   | 应写明
            {add: [booking.booked]}               | {add: [encounter.visits]}                              | numerator    | 不能成为百分比
            booking.came]                         | booking.arrived]                                       | numerator.0  | 没有名为
            unit: percent                         | unit: count                                            | denominator  | 不应有分母
            unit: percent                         | unit: percents                                         | unit         | 应为其中之一
            periods: [month]                      | periods: [now]                                         | periods      | 不能按“当前”
            periods: [month]                      | periods: [fortnight]                                   | periods      | 应为其中之一
            value: 90.0%                          | value: 91.0%                                           | examples.0.value | 应为 90.0%
            light: green                          | light: red                                             | examples.0.light | 应为 green
            booking.booked: 10}                   | booking.cancelled: 10}                                 | examples.0.feeds | 应写明每个
            target: 90                            | target: 九十                                             | target       | 类型不对
            target: 90                            | goal: 90                                               | goal         | 没有这一项
            explanation: 预约的人里到诊的比例。         | explanation: 比例                                        | explanation  | 写得太短
            target: 90                            | unfed: 还没有                                            | unfed        | 不能有分子
            """)
    void anUnsoundOneIsRefusedWithWhereAndWhy(String from, String to, String where, String why) {
        String text = SOUND.replace(from, to == null ? "" : to);
        assertThat(text).isNotEqualTo(SOUND);
        assertThat(findings(text)).anySatisfy(finding -> {
            assertThat(finding.where()).isEqualTo(where);
            assertThat(finding.why()).contains(why);
        });
    }

    @Test
    void whatIsOneOfEachPersonAYearIsToldOfYearsAlone() {
        String controlled = """
                engine: indicator
                id: story
                title: 控制率
                version: 1
                source: 测试
                from: 2024-01-01
                group: 测试
                explanation: 年内最近一次随访达标的人数所占的比例。
                unit: percent
                direction: more
                periods: [%s]
                numerator: {add: [programme.hypertension.follow-up.latest.1]}
                denominator: {add: [programme.hypertension.follow-up.latest]}
                examples:
                  - feeds: {programme.hypertension.follow-up.latest.1: 1, programme.hypertension.follow-up.latest: 2}
                    value: 50.0%%
                """;
        assertThat(findings(controlled.formatted("year"))).isEmpty();
        assertThat(findings(controlled.formatted("year, month")))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.where()).isEqualTo("periods");
                    assertThat(finding.why()).contains("只能按年");
                });
    }

    @Test
    void withoutAnExampleNothingIsInForce() {
        assertThat(findings(SOUND.substring(0, SOUND.indexOf("examples:"))))
                .extracting(Finding::where)
                .containsExactly("examples");
    }

    private static List<Finding> findings(String text) {
        try {
            DEFINITIONS.read("story.yaml", text);
            return List.of();
        } catch (UnsoundException e) {
            return e.findings();
        }
    }
}
