package org.kangcheng.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.kangcheng.TestDatabase;
import org.kangcheng.TestPlatform;
import org.kangcheng.operation.Invariants;

/** Whatever the stories before did, what must always hold holds. */
class WhatAlwaysHoldsTests extends TestPlatform {
    @Test
    void nothingOfTheIndexIsLostOrDoubled() throws Exception {
        try (var connection = TestDatabase.access().connectAsOwner()) {
            List<Invariants.Finding> broken = Invariants.check(connection).stream()
                    .filter(finding -> finding.name().startsWith("identity/")
                            || finding.name().startsWith("directory/"))
                    .toList();
            assertThat(broken).isNotEmpty().allMatch(Invariants.Finding::holds);
        }
    }
}
