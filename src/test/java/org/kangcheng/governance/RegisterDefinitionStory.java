package org.kangcheng.governance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.kangcheng.definition.Definitions;
import org.kangcheng.definition.UnsoundException;

/** A register in which an item could get lost is refused, with where and why. */
class RegisterDefinitionStory {
    private static final String SOUND = """
            engine: register
            id: errand
            title: 交办事项
            version: 1
            source: 测试
            from: 2020-01-01
            prefix: JB
            opens: {by: [COMMISSION], unit: true}
            form: {fields: [{id: what, label: 事由, kind: text}, {id: days_more, label: 延长, kind: whole, min: 1, max: 5, optional: true}]}
            states:
              - {id: told, title: 已交办, within: {working: 2}}
              - {id: doing, title: 办理中}
              - {id: done, title: 已办结, end: true}
            deadlines: [{when: 'what == "急"', legal: {days: 1}}, {promised: {working: 5}, legal: {working: 10}}]
            moves:
              - {id: take, title: 签收, from: [told], to: doing, by: [MANAGER], reach: unit, assigns: owner}
              - {id: finish, title: 办结, from: [doing], to: done, by: [MANAGER], reach: owner, needs: [note, evidence]}
              - {id: reopen, title: 重开, from: [done], to: told, by: [COMMISSION], unlike: [finish], restarts: true, extendsBy: days_more}
            alarms: [{id: urge, title: 催办, after: {working: 1}, level: 1}]
            examples:
              - fields: {what: 修路}
                story:
                  - {move: take, as: MANAGER}
                  - {move: finish, as: MANAGER, note: 好了, refused: evidence-missing}
                  - {move: finish, as: MANAGER, note: 好了, evidence: true}
                ends: done
            """;

    private static final Definitions DEFINITIONS = new Definitions(List.of(new RegisterEngine()));

    static Stream<Arguments> unsound() {
        return Stream.of(
                Arguments.of(
                        "没有出路",
                        "- {id: finish, title: 办结, from: [doing], to: done",
                        "- {id: finish, title: 办结, from: [told], to: done",
                        "states[1]"),
                Arguments.of("没有任何操作能到达", "- {id: done,", "- {id: lost, title: 遗忘}\n  - {id: done,", "states[2]"),
                Arguments.of(
                        "没有人可以办理",
                        "by: [MANAGER], reach: unit, assigns: owner",
                        "by: [], reach: unit, assigns: owner",
                        "moves[0].by"),
                Arguments.of(
                        "不属于任何机构",
                        "by: [MANAGER], reach: unit, assigns: owner",
                        "by: [COMMISSION], reach: unit, assigns: owner",
                        "moves[0].by"),
                Arguments.of(
                        "不管辖区划",
                        "by: [MANAGER], reach: unit, assigns: owner",
                        "by: [MANAGER], reach: area, assigns: owner",
                        "moves[0].by"),
                Arguments.of("可能还没有责任单位", ", unit: true", "", "states[0]"),
                Arguments.of("可能还没有责任单位或经办人", "reach: unit, assigns: owner", "reach: unit", "states[1]"),
                Arguments.of("没有终点", ", end: true", "", "states"),
                Arguments.of("不留任何依据", "needs: [note, evidence]", "needs: []", "states[2]"),
                Arguments.of("没有“vanish”这个环节", "to: doing", "to: vanish", "moves[0].to"),
                Arguments.of("没有“sign”这个操作", "unlike: [finish]", "unlike: [sign]", "moves[2].unlike"),
                Arguments.of("承诺时限长于法定时限", "promised: {working: 5}", "promised: {working: 15}", "deadlines[1]"),
                Arguments.of("同一种天数", "promised: {working: 5}", "promised: {days: 5}", "deadlines[1]"),
                Arguments.of("最后一条时限不应有条件", ", {promised: {working: 5}, legal: {working: 10}}", "", "deadlines"),
                Arguments.of("规则无法理解", "what == \"急\"", "wat == \"急\"", "deadlines[0].when"),
                Arguments.of("岗位", "by: [COMMISSION], unit: true", "by: [WIZARD], unit: true", "opens.by"),
                Arguments.of("编号前缀", "prefix: JB", "prefix: 交办", "prefix"),
                Arguments.of("不可重复", "id: doing,", "id: told,", "states[1].id"),
                Arguments.of("整数", "extendsBy: days_more", "extendsBy: what", "moves[2].extendsBy"),
                Arguments.of("应为", "reach: owner", "reach: moon", "moves[1].reach"),
                Arguments.of("不认识", "prefix: JB", "prefix: JB\nsqueak: 1", "squeak"),
                Arguments.of(
                        "应当被拒绝",
                        "note: 好了, refused: evidence-missing",
                        "note: 好了, evidence: true, refused: evidence-missing",
                        "examples[0].story[1]"),
                Arguments.of(
                        "却被拒绝", "{move: take, as: MANAGER}", "{move: take, as: COMMISSION}", "examples[0].story[0]"),
                Arguments.of("却停在", "ends: done", "ends: doing", "examples[0].ends"),
                Arguments.of(
                        "至少一步",
                        "      - {move: finish, as: MANAGER, note: 好了, refused: evidence-missing}\n",
                        "",
                        "examples"),
                Arguments.of(
                        "手机上只能填表",
                        "to: doing, by: [MANAGER], reach: unit, assigns: owner",
                        "to: doing, by: [MANAGER], reach: unit, assigns: person, phone: true",
                        "moves[0].phone"),
                Arguments.of("由引擎使用", "id: take,", "id: merge,", "moves[0].id"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("unsound")
    void isRefusedWithWhereAndWhy(String why, String instead, String of, String where) {
        assertThat(SOUND).contains(instead);
        assertThat(findings(SOUND.replace(instead, of)))
                .anySatisfy(
                        finding -> assertThat(finding).startsWith(where).contains(why.equals("至少一步") ? "一步应被拒绝" : why));
    }

    @Test
    void whatIsSoundHasNoFindings() {
        assertThat(findings(SOUND)).isEmpty();
    }

    @Test
    void whatIsShippedIsSound() {
        assertThat(DEFINITIONS.shipped())
                .isNotEmpty()
                .allSatisfy(definition -> assertThat(definition.engine()).isEqualTo("register"));
    }

    private static List<String> findings(String text) {
        try {
            DEFINITIONS.read("test", text);
            return List.of();
        } catch (UnsoundException e) {
            return e.findings().stream().map(Object::toString).toList();
        }
    }
}
