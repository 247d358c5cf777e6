package org.kangcheng.access;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Ends a session when nobody has touched its pages for a while, and a member of staff's within seconds when the account
 * was disabled, given other roles, another workplace or another password. What a page asks for by itself (a poll) is no
 * touch; the page says so by {@link #UNASKED}. Whoever leaves that header out keeps the session open as a person at the
 * keys does.
 */
final class SessionWatch extends OncePerRequestFilter {
    private static final Logger LOG = LoggerFactory.getLogger(SessionWatch.class);

    /** Sent by {@code portal.js} with each request that no event of a person began. */
    static final String UNASKED = "Kangcheng-Unasked";

    /** The session's attribute: when somebody last touched it, in milliseconds since 1970. */
    static final String TOUCHED = SessionWatch.class.getName() + ".touched";

    private final GrantedEndpoints endpoints;
    private final AccountVersions accounts;
    private final Duration idle;
    private final Clock clock;

    SessionWatch(GrantedEndpoints endpoints, AccountVersions accounts, Duration idle, Clock clock) {
        this.endpoints = endpoints;
        this.accounts = accounts;
        this.idle = idle;
        this.clock = clock;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain rest)
            throws ServletException, IOException {
        HttpSession session = request.getSession(false);
        if (session != null
                && SecurityContextHolder.getContext().getAuthentication() instanceof ActorAuthentication known) {
            Ended ended = ended(request, session, known);
            if (ended != null) {
                end(session);
                SecurityContextHolder.clearContext();
                request.setAttribute(Ended.class.getName(), ended);
            }
        }
        rest.doFilter(request, response);
    }

    /** Two requests of a session may find its end at once: the later one finds the session gone. */
    private @Nullable Ended ended(HttpServletRequest request, HttpSession session, ActorAuthentication known) {
        try {
            return judged(request, session, known);
        } catch (IllegalStateException gone) {
            return Ended.IDLE;
        }
    }

    private static void end(HttpSession session) {
        try {
            session.invalidate();
        } catch (IllegalStateException gone) {
            LOG.debug("A session was ended by two requests at once");
        }
    }

    private @Nullable Ended judged(HttpServletRequest request, HttpSession session, ActorAuthentication known) {
        Integer version = known.accountVersion();
        if (version != null && !accounts.current(Long.parseLong(known.actor().id()), version)) {
            return Ended.CHANGED;
        }
        long now = clock.millis();
        boolean unasked = request.getHeader(UNASKED) != null;
        boolean idleTooLong = session.getAttribute(TOUCHED) instanceof Long touched && now - touched > idle.toMillis();
        if (idleTooLong) {
            return unasked && endpoints.unattended(request) ? null : Ended.IDLE;
        }
        if (!unasked || session.getAttribute(TOUCHED) == null) {
            session.setAttribute(TOUCHED, now);
        }
        return null;
    }

    /** Why a session ended, as the sign-in page is told. */
    enum Ended {
        IDLE("idle"),
        CHANGED("changed");

        private final String word;

        Ended(String word) {
            this.word = word;
        }

        /** Of the session that this request came with; null when it did not end. */
        static @Nullable Ended of(HttpServletRequest request) {
            return (Ended) request.getAttribute(Ended.class.getName());
        }

        String word() {
            return word;
        }
    }
}
