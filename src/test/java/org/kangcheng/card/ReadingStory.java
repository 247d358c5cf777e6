package org.kangcheng.card;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.kangcheng.TestPlatform;
import org.kangcheng.access.Actor;
import org.kangcheng.card.ReadResult.NotRead;
import org.kangcheng.card.ReadResult.Read;
import org.kangcheng.identity.Sex;
import org.kangcheng.kernel.Refused;
import org.springframework.beans.factory.annotation.Autowired;

/** A resident shows her code, and somebody reads it. */
class ReadingStory extends TestPlatform {
    @Autowired
    CardHolders holders;

    @Autowired
    Cards cards;

    @Autowired
    Codes codes;

    @Autowired
    CodeReader reader;

    @Autowired
    Validity validity;

    @Autowired
    Clock clock;

    long person;
    Actor doctor;
    ReadingAt here;

    @BeforeEach
    void somebodyWithACard() {
        person = holders.verified();
        cards.issue(CardHolders.CITY, person);
        doctor = holders.doctor(0);
        here = holders.registration(0);
    }

    @Test
    void aDynamicCodeTellsWhoItIsAndCountsDown() {
        PresentedCode code = codes.present(person);
        assertThat(code.verificationsLeft()).isEqualTo(5);
        assertThat(code.expiresAt())
                .isBetween(clock.instant().plusSeconds(295), clock.instant().plusSeconds(301));

        Read read = (Read) reader.read(doctor, code.text(), here);
        assertThat(read.personKey()).isEqualTo(person);
        assertThat(read.maskedName()).isEqualTo("测*");
        assertThat(read.sex()).isEqualTo(Sex.MALE);
        assertThat(read.cardAttribute()).isEqualTo(CardAttribute.FORMAL);
        assertThat(read.verificationsLeft()).isEqualTo(4);
    }

    @Test
    void aStaticCodeIsReadAsOftenAsYouLike() {
        String code = codes.staticCode(person);
        assertThat(code).matches("[0-9A-F]{64}:1::3715A0001");
        for (int n = 0; n < 8; n++) {
            assertThat(((Read) reader.read(doctor, code, here)).verificationsLeft())
                    .isNull();
        }
    }

    @Test
    void presentedAgainWithinSecondsItIsTheSameCode() {
        PresentedCode first = codes.present(person);
        assertThat(codes.present(person).text()).isEqualTo(first.text());
        reader.read(doctor, first.text(), here);
        assertThat(codes.present(person).verificationsLeft()).isEqualTo(4);
        assertThat(rows("card.dynamic_code")).isEqualTo(1);
    }

    @Test
    void eachReadingIsKeptAndTheResidentCanSeeIt() {
        reader.read(doctor, codes.present(person).text(), here);
        assertThat(rows("card.use_record")).isEqualTo(1);
        assertThat(rows("card.point_use")).isEqualTo(1);
        assertThat(rows("access.reading")).isEqualTo(1);
        assertThat(cards.lastShownAt(person, here.institutionId())).isPresent();
        assertThat(cards.lastShownAt(person, holders.registration(1).institutionId()))
                .isEmpty();
    }

    @Test
    void whatIsRefusedIsCountedWithoutAPerson() {
        long before = failures();
        reader.read(doctor, "not a code", here);
        reader.read(doctor, "0".repeat(64) + ":1", here);
        assertThat(failures()).isEqualTo(before + 2);
        assertThat(rows("card.use_record")).isZero();
        assertThat(rows("access.reading")).isZero();
    }

    @Test
    void everyKindOfNo() {
        String cardId = cards.of(person).orElseThrow().cardId();
        assertThat(refusal("你好")).isEqualTo("code-malformed");
        assertThat(refusal("F".repeat(64) + ":1")).isEqualTo("card-unknown");
        assertThat(refusal(cardId + ":0:" + sealed(-60))).isEqualTo("code-expired");
        assertThat(refusal(cardId + ":0:" + sealed(200))).isEqualTo("code-forged");
        assertThat(refusal(cardId + ":0:" + "0".repeat(32))).isEqualTo("code-forged");
        assertThat(refusal("F".repeat(64) + ":0:" + sealed(200))).isEqualTo("card-unknown");

        String live = codes.present(person).text();
        cards.suspend(CardHolders.CITY, person, null);
        assertThat(refusal(live)).isEqualTo("card-suspended");
        cards.resume(CardHolders.CITY, person, null);
        assertThat(refusal(live))
                .as("codes shown before the suspension stay dead")
                .isEqualTo("code-forged");
        cards.cancel(CardHolders.CITY, person, null);
        assertThat(refusal(cardId + ":1")).isEqualTo("card-cancelled");
    }

    @Test
    void whoHasNoUsableCardShowsNoCode() {
        assertThat(refusedToPresent(holders.verified())).isEqualTo("no-card");
        cards.suspend(CardHolders.CITY, person, null);
        assertThat(refusedToPresent(person)).isEqualTo("card-suspended");
    }

    @Test
    void nobodyReadsForAnotherInstitution() {
        ReadResult result = reader.read(doctor, codes.present(person).text(), holders.registration(1));
        assertThat(((NotRead) result).refusal().code()).isEqualTo("forbidden");
    }

    @Test
    void ofThirtyTwoReadersFiveSucceed() throws Exception {
        String code = codes.present(person).text();
        Callable<ReadResult> reading = () -> reader.read(doctor, code, here);
        int read = 0;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var answer : threads.invokeAll(Collections.nCopies(32, reading))) {
                switch (answer.get()) {
                    case Read _ -> read++;
                    case NotRead no -> assertThat(no.refusal().code()).isEqualTo("code-used-up");
                }
            }
        }
        assertThat(read).isEqualTo(5);
        assertThat(rows("card.use_record")).isEqualTo(5);
        assertThat(rows("access.reading")).isEqualTo(5);
    }

    @Test
    void theCardsOfAMergedPersonAreNotReadAnyMore() {
        String code = codes.staticCode(person);
        jdbc.sql("update card.health_card set status = 'CANCELLED', closed_because = 'MERGED' where person_key = ?")
                .param(person)
                .update();
        assertThat(refusal(code)).isEqualTo("card-cancelled");
    }

    private String refusal(String code) {
        return reader.read(doctor, code, here) instanceof NotRead no
                ? no.refusal().code()
                : "read";
    }

    private String refusedToPresent(long who) {
        try {
            return codes.present(who).text();
        } catch (Refused refused) {
            return refused.refusal().code();
        }
    }

    private String sealed(int seconds) {
        Instant until = clock.instant().plusSeconds(seconds).truncatedTo(ChronoUnit.SECONDS);
        return validity.seal(until);
    }

    private long rows(String table) {
        return jdbc.sql("select count(*) from " + table + " where person_key = ?")
                .param(person)
                .query(Long.class)
                .single();
    }

    private long failures() {
        return jdbc.sql("select count(*) from card.failed_reading where institution_id = ?")
                .param(here.institutionId())
                .query(Long.class)
                .single();
    }
}
