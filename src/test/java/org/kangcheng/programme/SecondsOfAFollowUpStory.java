package org.kangcheng.programme;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * How long a routine follow-up takes at the phone, by the keystroke-level model (Card, Moran, Newell: The keystroke-level
 * model for user performance time with interactive systems, CACM 23(7), 1980; a button's press and release: the same, The
 * Psychology of Human-Computer Interaction, 1983). What is counted are the events of the real page, from the tap on the
 * next person to the page that says that it is recorded.
 *
 * <p>A digit is K, 0.28 s (average non-secretary). A tap is P + BB, 1.10 + 0.20 s. Before each choice and each measured value
 * stands M, 1.35 s; none before the next person and before "record", which follow of themselves (rules 1 and 3).
 */
class SecondsOfAFollowUpStory extends PhonePlatform {
    private static final double DIGIT = 0.28;
    private static final double TAP = 1.30;
    private static final double THINK = 1.35;
    private static final double MOST = 16;

    private record Count(int taps, int digits, int values, int choices) {
        double seconds() {
            return taps * TAP + digits * DIGIT + (values + choices) * THINK;
        }
    }

    @Test
    void aRoutineFollowUpTakesAtMostSixteenSeconds() throws Exception {
        InForce pressure = shipped("hypertension", "PHONE_KLM_H");
        InForce highs = shipped("three-highs", "PHONE_KLM_T");
        InForce elderly = shipped("elderly", "PHONE_KLM_E");
        long known = patient("王常规", "幸福路1号", "PHONE_KLM_H");
        long joint = patient("李联合", "幸福路2号", "PHONE_KLM_T", "PHONE_KLM_E");
        long first = patient("张初次", "幸福路3号", "PHONE_KLM_H");
        before(
                known,
                pressure,
                Map.of("sbp", "138", "dbp", "86", "medication", "规律", "side_effect", "否", "complication", "否"));
        before(
                joint,
                highs,
                Map.of(
                        "sbp",
                        "138",
                        "dbp",
                        "86",
                        "glucose",
                        "6.5",
                        "medication",
                        "规律",
                        "side_effect",
                        "否",
                        "complication",
                        "否"));
        before(joint, elderly, Map.of("sbp", "138", "dbp", "86", "glucose", "6.5", "self_care", "可自理"));
        try (Phone phone = phone()) {
            phone.offline(true);
            phone.page.evaluate("""
                    () => {
                        window.counted = { taps: 0, digits: 0, values: new Set(), choices: 0 };
                        addEventListener('pointerdown', (event) => {
                            if (!event.isTrusted) return;
                            counted.taps += 1;
                            if (event.target.closest('.pick, #as-before')) counted.choices += 1;
                        }, true);
                        addEventListener('keydown', (event) => {
                            if (!event.isTrusted) return;
                            counted.digits += 1;
                            counted.values.add(event.target.id);
                        }, true);
                    }""");
            start(phone, "王常规");
            phone.page.keyboard().type("13284");
            phone.page.click("#as-before");
            Count routine = end(phone);
            start(phone, "李联合");
            phone.page.keyboard().type("132846.8");
            phone.look("phone-field-joint");
            phone.page.click("#as-before");
            Count several = end(phone);
            start(phone, "张初次");
            phone.page.keyboard().type("13284");
            phone.choose("medication", "规律").choose("side_effect", "否").choose("complication", "否");
            Count newcomer = end(phone);
            System.out.printf(
                    "follow-up: %s %.2f s, joint %s %.2f s, first %s %.2f s%n",
                    routine, routine.seconds(), several, several.seconds(), newcomer, newcomer.seconds());
            assertThat(routine.seconds()).isLessThanOrEqualTo(MOST);
            assertThat(several.seconds()).isLessThanOrEqualTo(MOST);
            assertThat(newcomer.seconds()).isLessThanOrEqualTo(MOST);
            assertThat(Files.readString(Path.of("docs", "howto", "field.md")))
                    .contains(
                            "| %.2f |".formatted(routine.seconds()),
                            "| %.2f |".formatted(several.seconds()),
                            "| %.2f |".formatted(newcomer.seconds()));
            phone.offline(false).sync().synchronised().shows("全部已提交");
        }
        assertThat(delivered(known)).isEqualTo(2);
        assertThat(delivered(joint)).as("asked once, in the books of both").isEqualTo(4);
    }

    /** As it was the last time: last quarter, or last year. */
    private void before(long person, InForce programme, Map<String, String> answers) {
        Service service = programme.services().getFirst();
        LocalDate on = service.cadence() instanceof Cadence.Yearly
                ? LocalDate.of(today().getYear() - 1, 12, 31)
                : today().minusDays(80);
        assertThat(record(worker(village.code()), person, programme, on, answers, "before-" + programme.no()))
                .isInstanceOf(Deliver.Outcome.Recorded.class);
    }

    private static void start(Phone phone, String name) {
        phone.page.evaluate("Object.assign(counted, { taps: 0, digits: 0, values: new Set(), choices: 0 })");
        if (phone.count("#next:has-text('" + name + "')") > 0) {
            phone.page.click("#next");
        } else {
            phone.page.click(".person:has-text('" + name + "')");
        }
    }

    private static Count end(Phone phone) {
        phone.page.click("#record");
        phone.page.waitForSelector("#recorded");
        var counted = (java.util.List<?>)
                phone.page.evaluate("() => [counted.taps, counted.digits, counted.values.size, counted.choices]");
        return new Count(
                ((Number) counted.get(0)).intValue(),
                ((Number) counted.get(1)).intValue(),
                ((Number) counted.get(2)).intValue(),
                ((Number) counted.get(3)).intValue());
    }
}
