package org.kangcheng.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.kangcheng.kernel.Refusal;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.stereotype.Component;

/** Opens a resident's session, and turns it to another of the people she has proved to act for. */
@Component
public class ResidentSessions {
    private final HttpSessionSecurityContextRepository contexts = new HttpSessionSecurityContextRepository();
    private final ResidentAccounts accounts;

    ResidentSessions(ResidentAccounts accounts) {
        this.accounts = accounts;
    }

    void open(long accountId, HttpServletRequest request, HttpServletResponse response) {
        if (request.getSession(false) != null) {
            request.changeSessionId();
        }
        remember(accountId, accounts.firstPerson(accountId), request, response);
    }

    /** Refused with 403 unless the account has proved this person. */
    public void turnTo(long personKey, Actor actor, HttpServletRequest request, HttpServletResponse response) {
        long accountId = Long.parseLong(actor.id());
        if (accounts.proved(accountId).stream().noneMatch(proved -> proved.personKey() == personKey)) {
            throw Refusal.forbidden("您尚未认证为此人或其家人。").asException();
        }
        remember(accountId, personKey, request, response);
    }

    private void remember(
            long accountId, @Nullable Long personKey, HttpServletRequest request, HttpServletResponse response) {
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(new ActorAuthentication(Actor.resident(accountId, "本人或家人", personKey)));
        SecurityContextHolder.setContext(context);
        contexts.saveContext(context, request, response);
    }
}
