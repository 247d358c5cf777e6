package org.kangcheng.access;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.AuthorityUtils;

/** Spring Security's view of an {@link Actor} who has proved to be one. */
final class ActorAuthentication extends AbstractAuthenticationToken {
    private static final long serialVersionUID = 1L;

    /** By what an actor may be; there are few combinations, and a program is made one again at each request. */
    private static final Map<Set<Role>, List<GrantedAuthority>> AUTHORITIES = new ConcurrentHashMap<>();

    private final Actor actor;
    private final @Nullable Integer accountVersion;

    /** Of somebody who has no account of staff. */
    ActorAuthentication(Actor actor) {
        this(actor, null);
    }

    /** @param accountVersion of the account at its sign-in; when it is another, the session ends */
    ActorAuthentication(Actor actor, @Nullable Integer accountVersion) {
        super(AUTHORITIES.computeIfAbsent(actor.roles(), ActorAuthentication::authorities));
        this.actor = actor;
        this.accountVersion = accountVersion;
        setAuthenticated(true);
    }

    private static List<GrantedAuthority> authorities(Set<Role> roles) {
        return AuthorityUtils.createAuthorityList(roles.stream().map(Role::name).toList());
    }

    Actor actor() {
        return actor;
    }

    @Nullable
    Integer accountVersion() {
        return accountVersion;
    }

    @Override
    public @Nullable Object getCredentials() {
        return null;
    }

    @Override
    public Object getPrincipal() {
        return actor;
    }

    @Override
    public String getName() {
        return actor.id();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ActorAuthentication that && actor.equals(that.actor);
    }

    @Override
    public int hashCode() {
        return Objects.hash(actor);
    }
}
