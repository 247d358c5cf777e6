package org.kangcheng.programme;

import org.springframework.stereotype.Component;

/** For stories of other modules: shipped programmes in force, and everybody looked at again at once. */
@Component
public class Looking {
    private final ShippedProgrammes shipped;
    private final Keeping keeping;

    Looking(ShippedProgrammes shipped, Keeping keeping) {
        this.shipped = shipped;
        this.keeping = keeping;
    }

    public void shipped() {
        shipped.ensure();
    }

    public void again() {
        while (keeping.lookAtSome() > 0) {
            Thread.onSpinWait();
        }
    }
}
