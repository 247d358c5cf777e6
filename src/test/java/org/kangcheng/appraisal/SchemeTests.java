package org.kangcheng.appraisal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.kangcheng.definition.Definitions;
import org.kangcheng.definition.UnsoundException;

/** A scheme is judged before it scores anybody. */
class SchemeTests {
    private static final String SOUND = """
            engine: appraisal
            id: test
            title: 考核
            version: 1
            source: 测试
            from: 2024-01-01
            subjects: counties
            period: year
            items:
              - {id: a, title: 甲, indicator: visits, weight: 60, full: 100, zero: 50}
              - {id: b, title: 乙, weight: 40}
            red_lines: [{title: 红线, indicator: visits, below: 10}]
            examples: [{values: {a: 75}, points: {b: 20}, score: 50}]
            """;

    private final Definitions definitions = new Definitions(List.of(new AppraisalEngine()));

    @Test
    void theShippedSchemesAreSound() {
        assertThat(definitions.shipped()).hasSize(2);
    }

    @Test
    void aSoundOneIsRead() throws UnsoundException {
        assertThat(definitions.read("test", SOUND).title()).isEqualTo("考核");
    }

    /** On a bound is above it; of what is better when less, below. */
    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            least; 90, 80; 95; 60
            least; 90, 80; 90; 60
            least; 90, 80; 89.9; 30
            least; 90, 80; 79; 0
            most; 15, 30; 10; 60
            most; 15, 30; 15; 60
            most; 15, 30; 15.1; 30
            most; 15, 30; 31; 0
            """)
    void stepsAreReachedOnTheirBounds(String side, String bounds, double value, double points) throws UnsoundException {
        String[] both = bounds.split(", ");
        String steps = "steps: [{%1$s: %2$s, points: 60}, {%1$s: %3$s, points: 30}]".formatted(side, both[0], both[1]);
        Scheme scheme = AppraisalEngine.read(definitions.read(
                "test", SOUND.replace("full: 100, zero: 50", steps).replaceAll("examples: .*", """
                        examples: [{values: {a: %s}, points: {b: 40}, score: %s}]
                        """.formatted(
                                value, points + 40))));
        assertThat(scheme.items().getFirst().standard()).contains("得权重的 100%", "得权重的 50%", "其余 0 分");
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            weight: 40; weight: 30; 权重之和
            zero: 50; zero: 100; 不能相同
            id: b; id: a; 不重复
            below: 10; below: 10, above: 20; 之一
            score: 50; score: 60; 算得 50.0 分
            subjects: counties; subjects: planets; planets
            full: 100, zero: 50; steps: [{least: 90, points: 50}, {least: 80, points: 20}]; 满分
            full: 100, zero: 50; steps: [{least: 90, points: 60}, {least: 95, points: 20}]; 从好到差
            full: 100, zero: 50; steps: [{least: 90, points: 60}, {most: 80, points: 20}]; 各档一致
            full: 100, zero: 50; full: 100, steps: [{least: 90, points: 60}]; 只能写一种
            """)
    void anUnsoundOneIsRefusedWithWhere(String is, String changed, String why) {
        assertThatThrownBy(() -> definitions.read("test", SOUND.replace(is, changed)))
                .isInstanceOfSatisfying(
                        UnsoundException.class,
                        it -> assertThat(it.findings())
                                .anySatisfy(finding -> assertThat(finding.why()).contains(why)));
    }
}
