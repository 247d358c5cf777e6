package org.kangcheng.access;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.core.Ordered;
import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerExecutionChain;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * The handler that a request was granted is the handler that is called: the dispatcher is given what was found when the
 * grant was looked at, so that the two can never differ, and the busiest endpoints are looked up once instead of twice.
 */
@Component
class AskedHandlers implements HandlerMapping, Ordered {
    private static final String FOUND = AskedHandlers.class.getName() + ".found";

    /** @param uri an error's page is dispatched with the same request and another address */
    private record Found(String uri, HandlerExecutionChain chain) {}

    /** Looked up once: every request is asked about. */
    private final SingletonSupplier<RequestMappingHandlerMapping> mapping;

    AskedHandlers(@Qualifier("requestMappingHandlerMapping") ObjectProvider<RequestMappingHandlerMapping> mappings) {
        this.mapping = SingletonSupplier.of(mappings::getObject);
    }

    /** The handler of a request; null when it has none, or not for this method or media type. */
    @Nullable
    HandlerMethod find(HttpServletRequest request) {
        HandlerExecutionChain chain = chain(request);
        if (chain == null || !(chain.getHandler() instanceof HandlerMethod method)) {
            return null;
        }
        request.setAttribute(FOUND, new Found(request.getRequestURI(), chain));
        return method;
    }

    private @Nullable HandlerExecutionChain chain(HttpServletRequest request) {
        try {
            return mapping.obtain().getHandler(request);
        } catch (Exception notMapped) {
            // Wrong method or media type: for whoever may be told, that is simply no handler.
            return null;
        }
    }

    /** Before all others; what nobody asked about here is left to them. */
    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE;
    }

    @Override
    public @Nullable HandlerExecutionChain getHandler(HttpServletRequest request) {
        if (!(request.getAttribute(FOUND) instanceof Found found)) {
            return null;
        }
        request.removeAttribute(FOUND);
        return found.uri.equals(request.getRequestURI()) ? found.chain : null;
    }
}
