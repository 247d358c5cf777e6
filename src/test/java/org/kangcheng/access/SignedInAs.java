package org.kangcheng.access;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors;
import org.springframework.test.web.servlet.request.RequestPostProcessor;

/** A request of somebody who has signed in, with the form's token. */
public final class SignedInAs {
    private SignedInAs() {}

    public static RequestPostProcessor actor(Actor actor) {
        return request -> {
            request = SecurityMockMvcRequestPostProcessors.authentication(new ActorAuthentication(actor))
                    .postProcessRequest(request);
            return SecurityMockMvcRequestPostProcessors.csrf().postProcessRequest(request);
        };
    }

    /** @param areaCode what the member of staff answers for; null for none */
    public static RequestPostProcessor staff(Role role, @Nullable String areaCode) {
        return actor(
                new Actor(Actor.Kind.STAFF, "1", role.label(), Set.of(role), 1L, null, null, areaCode, null, false));
    }

    public static RequestPostProcessor resident(long accountId, @Nullable Long personKey) {
        return actor(Actor.resident(accountId, "居民", personKey));
    }
}
