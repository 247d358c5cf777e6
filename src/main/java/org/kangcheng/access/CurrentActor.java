package org.kangcheng.access;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

/** Who asks, where no controller is called that could declare it. */
public final class CurrentActor {
    private CurrentActor() {}

    public static Optional<Actor> of(HttpServletRequest request) {
        return Optional.ofNullable(SecurityChains.actor(request.getUserPrincipal()));
    }
}
