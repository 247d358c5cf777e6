package org.kangcheng.access;

import java.util.Set;
import org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors;
import org.springframework.test.web.servlet.request.RequestPostProcessor;

/** Signs somebody in for one request of a test, past the sign-in pages. */
public final class TestActors {
    private TestActors() {}

    public static RequestPostProcessor as(Actor actor) {
        return SecurityMockMvcRequestPostProcessors.authentication(new ActorAuthentication(actor));
    }

    public static RequestPostProcessor resident(long personKey) {
        return as(Actor.resident(7, "测试居民", personKey));
    }

    public static RequestPostProcessor staff(Role role, long institutionId) {
        return as(new Actor(Actor.Kind.STAFF, "7", "测试员", Set.of(role), institutionId, null, null, null, null, false));
    }

    public static RequestPostProcessor client(long institutionId) {
        return as(new Actor(
                Actor.Kind.CLIENT,
                "client",
                "测试机构接口",
                Set.of(Role.CLIENT),
                institutionId,
                null,
                null,
                null,
                null,
                false));
    }
}
