package org.kangcheng.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;

/**
 * Sends whoever is not signed in to the door that fits the page, and says why it is shut. A part of a page (htmx) sends
 * the whole page there, instead of showing the sign-in form inside it.
 */
final class AskToSignIn implements AuthenticationEntryPoint {
    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException why)
            throws IOException {
        SessionWatch.Ended ended = SessionWatch.Ended.of(request);
        String door = (resident(request) ? "/m/sign-in" : "/sign-in") + (ended == null ? "" : "?" + ended.word());
        if (partOfPage(request)) {
            response.setHeader("HX-Redirect", door);
            response.setStatus(HttpStatus.UNAUTHORIZED.value());
        } else {
            response.sendRedirect(door);
        }
    }

    static boolean partOfPage(HttpServletRequest request) {
        return request.getHeader("HX-Request") != null;
    }

    private static boolean resident(HttpServletRequest request) {
        return request.getRequestURI().startsWith("/m");
    }
}
