package org.kangcheng.card;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kangcheng.TestPlatform;
import org.kangcheng.card.ReadResult.NotRead;
import org.kangcheng.card.ReadResult.Read;
import org.kangcheng.kernel.FileKeys;
import org.kangcheng.kernel.Keys;
import org.springframework.beans.factory.annotation.Autowired;

/** 更换保护密钥: an operator adds a version to the file of keys and starts again; then the old one is withdrawn. */
class KeyRotationStory extends TestPlatform {
    /** The published one, so that the worked example holds through a rotation too. */
    private static final String FIRST = "0123456789ABCDEFFEDCBA9876543210";

    private static final String SECOND = "00112233445566778899AABBCCDDEEFF";
    private static final String THIRD = "FFEEDDCCBBAA99887766554433221100";

    @TempDir
    Path folder;

    @Autowired
    CardHolders holders;

    @Autowired
    Cards cards;

    @Autowired
    CodeTable table;

    @Autowired
    ReadStatement statement;

    @Autowired
    CardSettings settings;

    @Autowired
    Clock clock;

    long person;

    @BeforeEach
    void somebodyWithACard() {
        person = holders.verified();
        cards.issue(CardHolders.CITY, person);
    }

    @Test
    void aCodeShownBeforeTheRotationIsReadAfterIt() throws IOException {
        String code = shown(with("CARD_VALIDITY.1=" + FIRST));

        FileKeys rotated = with("CARD_VALIDITY.1=" + FIRST, "CARD_VALIDITY.2=" + SECOND);
        assertThat(read(rotated, code)).isInstanceOf(Read.class);
        assertThat(refusal(read(rotated, code, Duration.ofMinutes(6)))).isEqualTo("code-expired");
    }

    @Test
    void aCodeShownAfterTheRotationIsSealedWithTheNewKey() throws IOException {
        FileKeys rotated = with("CARD_VALIDITY.1=" + FIRST, "CARD_VALIDITY.2=" + SECOND);
        String code = shown(rotated);

        String sealed = validity(code);
        assertThat(Validity.open(HexFormat.of().parseHex(SECOND), sealed)).isPresent();
        assertThat(Validity.open(HexFormat.of().parseHex(FIRST), sealed)).isEmpty();
        assertThat(read(rotated, code)).isInstanceOf(Read.class);
        assertThat(refusal(read(with("CARD_VALIDITY.1=" + FIRST), code))).isEqualTo("code-forged");
    }

    @Test
    void aVersionIsMissedByNobodyWhenItIsLeftOut() throws IOException {
        FileKeys rotated = with("CARD_VALIDITY.2=" + SECOND, "CARD_VALIDITY.12=" + THIRD);
        assertThat(rotated.current(Keys.Purpose.CARD_VALIDITY).version()).isEqualTo(12);
        assertThat(read(rotated, shown(with("CARD_VALIDITY.2=" + SECOND)))).isInstanceOf(Read.class);
        assertThat(refusal(read(rotated, shown(with("CARD_VALIDITY.1=" + FIRST)))))
                .isEqualTo("code-forged");
    }

    @Test
    void aWithdrawnKeysCodesAreRefusedByTheirOwnNameAndCounted() throws IOException {
        String code = shown(with("CARD_VALIDITY.1=" + FIRST));

        FileKeys after = with("CARD_VALIDITY.1=" + FIRST, "CARD_VALIDITY.2=" + SECOND, "withdrawn=CARD_VALIDITY.1");
        assertThat(refusal(read(after, code))).isEqualTo("key-withdrawn");
        assertThat(failures("key-withdrawn")).isEqualTo(1);
        assertThat(read(after, shown(after))).isInstanceOf(Read.class);
    }

    @Test
    void theNewestKeyCanBeWithdrawnAndTheOneBeforeServesAgain() throws IOException {
        FileKeys after = with(
                "CARD_VALIDITY.1=" + FIRST,
                "CARD_VALIDITY.2=" + SECOND,
                "CARD_VALIDITY.3=" + THIRD,
                "withdrawn=CARD_VALIDITY.2 , CARD_VALIDITY.3");
        String code = shown(after);

        assertThat(Validity.open(HexFormat.of().parseHex(FIRST), validity(code)))
                .isPresent();
        assertThat(read(after, code)).isInstanceOf(Read.class);
    }

    /** The worked example of {@link CodeTextTests}, under a key that is the current one and under the same as an old one. */
    @Test
    void theWorkedExampleHoldsUnderEachVersion() throws IOException {
        Instant until = Instant.parse("2018-01-17T03:50:03Z");
        String example = "AA947AE3BC7902BDC99507B876148153";
        FileKeys rotated = with("CARD_VALIDITY.1=" + FIRST, "CARD_VALIDITY.2=" + SECOND);

        assertThat(new Validity(with("CARD_VALIDITY.1=" + FIRST)).seal(until)).isEqualTo(example);
        assertThat(new Validity(rotated).seal(until)).isNotEqualTo(example);
        assertThat(new Validity(rotated).open(example)).contains(new Validity.Opened(until, false));
    }

    private FileKeys with(String... lines) throws IOException {
        Path file = Files.createTempFile(folder, "keys", ".properties");
        Files.writeString(file, String.join("\n", lines));
        return FileKeys.open(file, false);
    }

    private String shown(FileKeys keys) {
        return new Codes(cards, table, new Validity(keys), settings, clock)
                .present(person)
                .text();
    }

    private ReadResult read(FileKeys keys, String code) {
        return read(keys, code, Duration.ZERO);
    }

    private ReadResult read(FileKeys keys, String code, Duration later) {
        return new CodeReader(statement, new Validity(keys), Clock.offset(clock, later), new SimpleMeterRegistry())
                .read(holders.doctor(0), code, holders.registration(0));
    }

    private static String validity(String code) {
        return Objects.requireNonNull(CodeText.parse(code).orElseThrow().validity());
    }

    private static String refusal(ReadResult result) {
        return result instanceof NotRead no ? no.refusal().code() : "read";
    }

    private long failures(String reason) {
        return jdbc.sql("select count(*) from card.failed_reading where institution_id = ? and reason = ?")
                .params(holders.registration(0).institutionId(), reason)
                .query(Long.class)
                .single();
    }
}
