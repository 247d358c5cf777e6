package org.kangcheng.portal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.kangcheng.access.Actor;
import org.kangcheng.access.Role;

/** The menu leads nowhere where one is turned away. */
class MenuTests {
    @Test
    void whoWorksInNoInstitutionReadsNoCodes() {
        assertThat(places(Role.CARD_OFFICER, 7L)).contains("读码");
        assertThat(places(Role.CARD_OFFICER, null)).doesNotContain("读码").contains("健康卡");
    }

    private static List<String> places(Role role, @Nullable Long institution) {
        Actor actor =
                new Actor(Actor.Kind.STAFF, "1", "某人", Set.of(role), institution, null, null, "3715", null, false);
        return Menu.of(actor, "/staff").stream().map(Menu.Entry::title).toList();
    }
}
