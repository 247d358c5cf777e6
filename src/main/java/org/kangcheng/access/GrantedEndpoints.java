package org.kangcheng.access;

import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Method;
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
    private final AskedHandlers handlers;
    private final Map<Method, Set<Role>> roles = new ConcurrentHashMap<>();

    GrantedEndpoints(AskedHandlers handlers) {
        this.handlers = handlers;
    }

    @Override
    public AuthorizationResult authorize(
            Supplier<? extends @Nullable Authentication> authentication, RequestAuthorizationContext context) {
        HandlerMethod handler = handlers.find(context.getRequest());
        if (handler == null) {
            return new AuthorizationDecision(false);
        }
        if (handler.hasMethodAnnotation(Open.class)) {
            return new AuthorizationDecision(true);
        }
        Set<Role> allowed = roles.computeIfAbsent(handler.getMethod(), _ -> allowedRoles(handler));
        boolean granted = authentication.get() instanceof ActorAuthentication known
                && known.actor().roles().stream().anyMatch(allowed::contains);
        return new AuthorizationDecision(granted);
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
