package org.kangcheng.access;

import java.util.Optional;
import org.springframework.security.core.context.SecurityContextHolder;

/** Who asks, where no controller is called that could declare it. */
public final class CurrentActor {
    private CurrentActor() {}

    /** Empty where nobody is signed in. */
    public static Optional<Actor> get() {
        return SecurityContextHolder.getContext().getAuthentication() instanceof ActorAuthentication known
                ? Optional.of(known.actor())
                : Optional.empty();
    }
}
