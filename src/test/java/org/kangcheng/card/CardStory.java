package org.kangcheng.card;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.kangcheng.TestPlatform;
import org.kangcheng.access.Actor;
import org.kangcheng.access.Role;
import org.kangcheng.card.CardResult.Changed;
import org.kangcheng.card.CardResult.NotChanged;
import org.kangcheng.card.IssueResult.AlreadyHeld;
import org.kangcheng.card.IssueResult.Issued;
import org.kangcheng.card.IssueResult.NotIssued;
import org.kangcheng.identity.Enrolments;
import org.springframework.beans.factory.annotation.Autowired;

/** A card's life: issued once, suspended and resumed, closed, issued again. */
class CardStory extends TestPlatform {
    @Autowired
    CardHolders holders;

    @Autowired
    Cards cards;

    @Autowired
    ReplaceCard replace;

    @Autowired
    Enrolments enrolments;

    @Test
    void aVerifiedResidentGetsAFormalCardAndKeepsIt() {
        long person = holders.verified();
        HealthCard card = issued(person);
        assertThat(card.attribute()).isEqualTo(CardAttribute.FORMAL);
        assertThat(card.cardId()).matches("[0-9A-F]{64}");
        assertThat(cards.issue(CardHolders.CITY, person)).isEqualTo(new AlreadyHeld(card));
    }

    @Test
    void whoIsNotVerifiedOrHasNoDocumentGetsATemporaryCard() {
        assertThat(issued(holders.unverified()).attribute()).isEqualTo(CardAttribute.TEMPORARY);
        assertThat(issued(holders.withoutDocument()).attribute()).isEqualTo(CardAttribute.TEMPORARY);
    }

    @Test
    void askedForByManyAtOnceItIsOneCard() throws Exception {
        long person = holders.verified();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<IssueResult>> asked = Stream.generate(
                            () -> (Callable<IssueResult>) () -> cards.issue(CardHolders.CITY, person))
                    .limit(16)
                    .toList();
            long issued = 0;
            for (var answer : threads.invokeAll(asked)) {
                issued += answer.get() instanceof Issued ? 1 : 0;
            }
            assertThat(issued).isEqualTo(1);
        }
    }

    @Test
    void aSuspendedCardIsResumedAndAClosedOneIsNot() {
        long person = holders.verified();
        issued(person);
        assertThat(cards.suspend(CardHolders.CITY, person, "手机丢失")).isInstanceOf(Changed.class);
        assertThat(refusal(cards.suspend(CardHolders.CITY, person, null))).isEqualTo("already-suspended");
        assertThat(cards.resume(CardHolders.CITY, person, null)).isInstanceOf(Changed.class);
        assertThat(refusal(cards.resume(CardHolders.CITY, person, null))).isEqualTo("not-suspended");
        assertThat(cards.cancel(CardHolders.CITY, person, "本人申请")).isInstanceOf(Changed.class);
        assertThat(refusal(cards.resume(CardHolders.CITY, person, null))).isEqualTo("no-card");
        assertThat(cards.of(person)).isEmpty();
    }

    @Test
    void whoAppliesAgainAfterClosingGetsANewCardWithTheSameId() {
        long person = holders.verified();
        HealthCard first = issued(person);
        cards.cancel(CardHolders.CITY, person, null);
        HealthCard second = issued(person);
        assertThat(second.cardNo()).isEqualTo(first.cardNo() + 1);
        assertThat(second.cardId()).isEqualTo(first.cardId());
    }

    /** As if it had been seen before anybody listened. */
    private void seenUnnoticed(long person) {
        jdbc.sql("""
                with seen as (
                    update identity.person set verified = true where person_key = ? returning person_key, area_code
                ), listed as (
                    update identity.resident r set verified = true from seen
                     where r.area_code = seen.area_code and r.person_key = seen.person_key
                    returning r.area_code, (r.phone and r.address and r.documented)::int as whole
                )
                update identity.resident_count c set verified = c.verified + 1, whole = c.whole + listed.whole
                  from listed where c.area_code = listed.area_code
                """).param(person).update();
    }

    @Test
    void aTemporaryCardBecomesFormalOnceTheDocumentWasSeen() {
        long person = holders.unverified();
        HealthCard temporary = issued(person);
        assertThat(refusal(cards.upgrade(CardHolders.CITY, person))).isEqualTo("nothing-to-upgrade");
        seenUnnoticed(person);
        assertThat(cards.upgrade(CardHolders.CITY, person)).isInstanceOf(Changed.class);
        HealthCard formal = cards.of(person).orElseThrow();
        assertThat(formal.attribute()).isEqualTo(CardAttribute.FORMAL);
        assertThat(formal.cardId()).isNotEqualTo(temporary.cardId());
        assertThat(linkedTo(temporary)).isEqualTo(formal.cardNo());
    }

    @Test
    void verificationIsHeardAndTheCardFollows() throws Exception {
        long person = holders.unverified();
        issued(person);
        enrolments.verify(person);
        Eventually.holds(() -> cards.of(person).orElseThrow().attribute() == CardAttribute.FORMAL);
    }

    @Test
    void nobodyIsIssuedACardThatIsNotThere() {
        assertThat(cards.issue(CardHolders.CITY, 42))
                .asInstanceOf(type(NotIssued.class))
                .satisfies(refused -> assertThat(refused.refusal().code()).isEqualTo("not-found"));
    }

    @Test
    void eachActorOnlyWithinHerScope() {
        long person = holders.verified(holders.village(0));
        String village = holders.village(0);
        Actor here = CardHolders.officer(village.substring(0, 6));
        Actor elsewhere = CardHolders.officer(village.startsWith("371502") ? "371581" : "371502");
        Actor herself = Actor.resident(1, "本人", person);
        Actor neighbour = Actor.resident(2, "邻居", person + 1);
        Actor doctor = holders.doctor(0);
        Actor registrar = CardHolders.staff(Role.REGISTRAR, 1L, null);

        Stream.of(elsewhere, neighbour, doctor)
                .forEach(actor -> assertThat(cards.issue(actor, person)).isInstanceOf(NotIssued.class));
        assertThat(cards.issue(registrar, person)).isInstanceOf(Issued.class);
        Stream.of(elsewhere, neighbour, doctor, registrar)
                .forEach(actor ->
                        assertThat(refusal(cards.suspend(actor, person, null))).isEqualTo("forbidden"));
        assertThat(cards.suspend(herself, person, null)).isInstanceOf(Changed.class);
        assertThat(cards.resume(here, person, null)).isInstanceOf(Changed.class);
    }

    private HealthCard issued(long person) {
        return switch (cards.issue(CardHolders.CITY, person)) {
            case Issued issued -> issued.card();
            case IssueResult other -> throw new AssertionError(other);
        };
    }

    private static String refusal(CardResult result) {
        return result instanceof NotChanged refused ? refused.refusal().code() : "changed";
    }

    private int linkedTo(HealthCard card) {
        return jdbc.sql("select replaced_by from card.health_card where person_key = ? and card_no = ?")
                .params(card.personKey(), card.cardNo())
                .query(Integer.class)
                .single();
    }
}
