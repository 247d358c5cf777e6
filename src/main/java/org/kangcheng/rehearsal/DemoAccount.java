package org.kangcheng.rehearsal;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who can sign in to the demonstration.
 *
 * @param role a {@link org.kangcheng.access.Role}
 * @param user the sign-in name of staff, the phone of a resident
 * @param password empty for residents, who get a one-time code
 * @param home the first page
 * @param note in Chinese, what else a visitor needs
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record DemoAccount(
        String role,
        String user,
        String password,
        String home,
        @Nullable String note,
        @Nullable String totpSecret) {

    DemoAccount withTotpSecret(@Nullable String secret) {
        return secret == null ? this : new DemoAccount(role, user, password, home, note, secret);
    }

    DemoAccount withNote(String other) {
        return new DemoAccount(role, user, password, home, other, totpSecret);
    }

    @Override
    public String toString() {
        return "DemoAccount[" + role + "]";
    }
}
