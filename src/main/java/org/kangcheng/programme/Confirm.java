package org.kangcheng.programme;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.kangcheng.identity.People;
import org.kangcheng.kernel.Refusal;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * 确认: the resident says whether a service was really delivered to her. Only then it counts; what she denies is shown to
 * the supervisor. She may confirm later what she has denied.
 */
@Component
class Confirm {
    /** What a resident says of a recorded service. */
    enum State {
        /** She is not asked. */
        NONE("无需确认"),
        WAITING("待确认"),
        CONFIRMED("已确认"),
        DISPUTED("居民说没有做过");

        private final String label;

        State(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }

        public boolean counts() {
            return this == NONE || this == CONFIRMED;
        }
    }

    private static final Refusal UNKNOWN = Refusal.notFound("没有这条服务记录。");
    private static final Refusal SAID = Refusal.conflict("already-said", "这项服务已经确认过，或已作废。");
    private static final int LONGEST_NOTE = 200;

    private final SubjectTable subjects;
    private final DeliveryTable deliveries;
    private final UnconfirmedTable unconfirmed;
    private final WhatFollows follows;
    private final People people;
    private final Clock clock;

    Confirm(
            SubjectTable subjects,
            DeliveryTable deliveries,
            UnconfirmedTable unconfirmed,
            WhatFollows follows,
            People people,
            Clock clock) {
        this.subjects = subjects;
        this.deliveries = deliveries;
        this.unconfirmed = unconfirmed;
        this.follows = follows;
        this.people = people;
        this.clock = clock;
    }

    List<Delivery> unconfirmed(long personKey) {
        return deliveries.unconfirmed(people.aliases(personKey));
    }

    /** @param how by what she confirmed: her phone, or the code of her card, and before whom */
    @Transactional
    public Optional<Refusal> confirm(long personKey, long deliveryId, String how) {
        long key = people.resolve(personKey);
        String area = subjects.lockArea(key).orElse(null);
        Delivery delivery = find(key, deliveryId);
        if (delivery == null || area == null) {
            return Optional.of(UNKNOWN);
        }
        if (delivery.confirm().counts() || !deliveries.confirm(delivery, State.CONFIRMED, how, null, clock.instant())) {
            return Optional.of(SAID);
        }
        unconfirmed.remove(delivery);
        follows.ofConfirmed(key, delivery, area);
        return Optional.empty();
    }

    /** 没有做过. @param note what she says of it; may be empty */
    @Transactional
    public Optional<Refusal> dispute(long personKey, long deliveryId, String note) {
        if (note.length() > LONGEST_NOTE) {
            return Optional.of(Refusal.badInput("note", "说明最多 %d 个字。".formatted(LONGEST_NOTE)));
        }
        long key = people.resolve(personKey);
        subjects.lockArea(key);
        Delivery delivery = find(key, deliveryId);
        if (delivery == null) {
            return Optional.of(UNKNOWN);
        }
        if (delivery.confirm() != State.WAITING
                || !deliveries.confirm(delivery, State.DISPUTED, null, note.strip(), clock.instant())) {
            return Optional.of(SAID);
        }
        unconfirmed.dispute(delivery, note.strip(), clock.instant());
        return Optional.empty();
    }

    private @Nullable Delivery find(long key, long deliveryId) {
        return people.aliases(key).stream()
                .flatMap(alias -> deliveries.find(alias, deliveryId).stream())
                .findFirst()
                .orElse(null);
    }
}
