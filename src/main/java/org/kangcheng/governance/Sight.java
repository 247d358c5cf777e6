package org.kangcheng.governance;

import java.util.Objects;
import org.kangcheng.access.Role;
import org.springframework.stereotype.Component;

/** Who may read an item. */
@Component
class Sight {
    private final Registers registers;

    Sight(Registers registers) {
        this.registers = registers;
    }

    /** Who answers for its place, works for its unit, has it, opened it; and who may grab it. */
    boolean sees(Hand hand, Item item) {
        boolean answers = hand.covers(item.areaCode())
                && (hand.roles().contains(Role.COMMISSION)
                        || hand.roles().contains(Role.HOTLINE)
                        || hand.roles().contains(Role.AUDITOR)
                        || hand.roles().contains(Role.VILLAGE_DOCTOR));
        boolean unit = item.unit() != null && Objects.equals(item.unit(), hand.unit());
        return answers
                || unit
                || hand.id().equals(item.owner())
                || hand.id().equals(item.openedBy())
                || registers.of(item).movesFrom(item.state()).stream()
                        .anyMatch(move -> move.reach() == Reach.ANY && hand.isOneOf(move.by()));
    }
}
