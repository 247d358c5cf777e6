package org.kangcheng.access;

import java.io.Serializable;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who asks, and how far the asking may reach. Handed to controllers as an argument.
 *
 * @param id the account's id or the client's name, as the access log keeps it
 * @param name as the access log shows it to the resident
 * @param institutionId the institution that the actor works for; null for residents and the commission
 * @param areaCode the area that the actor answers for (a prefix of division codes); null when not bound to one
 * @param personKey the resident whom the actor is, or now acts for; null for staff and clients
 */
public record Actor(
        Kind kind,
        String id,
        String name,
        Set<Role> roles,
        @Nullable Long institutionId,
        @Nullable Long departmentId,
        @Nullable Long practitionerId,
        @Nullable String areaCode,
        @Nullable Long personKey,
        boolean cityWide)
        implements Serializable {

    public enum Kind {
        STAFF,
        RESIDENT,
        CLIENT,
        SYSTEM
    }

    public Actor {
        roles = Set.copyOf(roles);
    }

    /** The platform itself, for work that nobody asked for (a timer, the generated city). */
    public static Actor system(String name) {
        return new Actor(Kind.SYSTEM, "system", name, Set.of(), null, null, null, null, null, true);
    }

    public static Actor resident(long accountId, String name, @Nullable Long personKey) {
        Role role = personKey == null ? Role.UNPROVED_RESIDENT : Role.RESIDENT;
        return new Actor(
                Kind.RESIDENT, Long.toString(accountId), name, Set.of(role), null, null, null, null, personKey, false);
    }

    public boolean is(Role role) {
        return roles.contains(role);
    }

    /** The resident's own key. Only for endpoints that residents alone may call. */
    public long self() {
        if (personKey == null) {
            throw new IllegalStateException("the actor is no proved resident");
        }
        return personKey;
    }

    /** The institution that the actor works for. Only for endpoints of institutions' staff. */
    public long institution() {
        if (institutionId == null) {
            throw new IllegalStateException("the actor works for no institution");
        }
        return institutionId;
    }

    public boolean coversInstitution(long other) {
        return cityWide || (institutionId != null && institutionId == other);
    }

    public boolean coversArea(String code) {
        return cityWide || (areaCode != null && code.startsWith(areaCode));
    }
}
