package org.kangcheng.governance;

import org.kangcheng.access.Actor;
import org.springframework.stereotype.Component;

/** 自动立项: what opens an item by itself, whenever its register is in force; a register that was taken out opens none. */
@Component
class OpenByItself {
    private final OpenItem opening;
    private final Registers registers;

    OpenByItself(OpenItem opening, Registers registers) {
        this.opening = opening;
        this.registers = registers;
    }

    /** @param why who is said to have opened it: 造假线索 */
    void open(String why, String register, NewItem item) {
        if (registers.find(register).isEmpty()) {
            return;
        }
        if (opening.open(Actor.system(why), register, item) instanceof OpenResult.NotOpened no) {
            throw new IllegalStateException(
                    register + " opens no item: " + no.refusal().code() + no.problems());
        }
    }
}
