package org.kangcheng.access;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;

/** Lets a request through only to a handler that names the asker's role. What has no handler is denied too. */
@Component
class GrantedEndpoints implements AuthorizationManager<RequestAuthorizationContext> {
    /** What a handler says of itself, looked up once. */
    private record Grant(boolean open, Set<Role> roles) {
        static Grant of(HandlerMethod handler) {
            return new Grant(handler.hasMethodAnnotation(Open.class), allowedRoles(handler));
        }

        boolean includes(Supplier<? extends @Nullable Authentication> asker) {
            return open
                    || asker.get() instanceof ActorAuthentication known
                            && known.actor().roles().stream().anyMatch(roles::contains);
        }
    }

    private final AskedHandlers handlers;
    /** By the handler and not by its method alone: two pages that inherit one may be granted to different roles. */
    private final Map<HandlerMethod, Grant> grants = new ConcurrentHashMap<>();

    GrantedEndpoints(AskedHandlers handlers) {
        this.handlers = handlers;
    }

    @Override
    public AuthorizationResult authorize(
            Supplier<? extends @Nullable Authentication> authentication, RequestAuthorizationContext context) {
        HandlerMethod handler = handlers.find(context.getRequest());
        return new AuthorizationDecision(
                handler != null && grants.computeIfAbsent(handler, Grant::of).includes(authentication));
    }

    /** Whether the page that asks hangs on a wall, where nobody touches it. */
    boolean unattended(HttpServletRequest request) {
        HandlerMethod handler = handlers.find(request);
        return handler != null && handler.hasMethodAnnotation(Unattended.class);
    }

    /** Empty when the handler was granted to nobody. */
    static Set<Role> allowedRoles(HandlerMethod handler) {
        Allowed allowed = handler.getMethodAnnotation(Allowed.class);
        if (allowed == null) {
            allowed = AnnotatedElementUtils.findMergedAnnotation(handler.getBeanType(), Allowed.class);
        }
        Set<Role> roles = EnumSet.noneOf(Role.class);
        if (allowed != null) {
            roles.addAll(Arrays.asList(allowed.value()));
        }
        return roles;
    }
}
