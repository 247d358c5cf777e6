package org.kangcheng;

import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

/** The walls of the house: who may know whom. */
class HouseTests {
    @Test
    void noModuleKnowsWhatStandsAboveIt() {
        ApplicationModules.of(Kangcheng.class).verify();
    }
}
