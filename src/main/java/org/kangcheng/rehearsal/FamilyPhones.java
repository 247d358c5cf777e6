package org.kangcheng.rehearsal;

import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Who of a household has a phone, who shares it, who has none. The first member is asked first. */
final class FamilyPhones {
    private final RandomGenerator random;
    private final Phones phones;
    private @Nullable String shared;

    FamilyPhones(RandomGenerator random, Phones phones) {
        this.random = random;
        this.phones = phones;
    }

    @Nullable
    String of(Household.Member member) {
        int drawn = random.nextInt(100);
        if (member.age() < 14) {
            return shared;
        }
        if (member.age() >= 75) {
            return drawn < 30 ? own() : drawn < 55 ? shared : null;
        }
        return shared == null || drawn < 72 ? own() : shared;
    }

    private String own() {
        String own = phones.next();
        if (shared == null) {
            shared = own;
        }
        return own;
    }
}
