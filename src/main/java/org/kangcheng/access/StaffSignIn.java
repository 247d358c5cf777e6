package org.kangcheng.access;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.kangcheng.access.AccountTable.Account;
import org.kangcheng.kernel.SealedText;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.LockedException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;

/**
 * Staff sign-in by name, password and, for privileged roles, a one-time code that opens once. Five wrong tries lock the account for a
 * quarter of an hour. An unknown name costs as much time as a wrong password and gets the same answer.
 */
@Component
class StaffSignIn implements AuthenticationProvider {
    private static final int TRIES = 5;
    private static final Duration LOCK = Duration.ofMinutes(15);

    private final AccountTable accounts;
    private final PasswordEncoder passwords;
    private final Totp totp;
    private final SealedText sealed;
    private final Clock clock;
    private final String nobodysHash;

    StaffSignIn(AccountTable accounts, PasswordEncoder passwords, Totp totp, SealedText sealed, Clock clock) {
        this.accounts = accounts;
        this.passwords = passwords;
        this.totp = totp;
        this.sealed = sealed;
        this.clock = clock;
        this.nobodysHash = String.valueOf(passwords.encode("nobody"));
    }

    @Override
    public boolean supports(Class<?> authentication) {
        return UsernamePasswordAuthenticationToken.class.isAssignableFrom(authentication);
    }

    @Override
    public Authentication authenticate(Authentication attempt) throws AuthenticationException {
        String password = String.valueOf(attempt.getCredentials());
        Account account = accounts.bySignIn(attempt.getName()).orElse(null);
        boolean right = passwords.matches(password, account == null ? nobodysHash : account.passwordHash());
        if (account == null || account.disabledAt() != null) {
            throw new BadCredentialsException("unknown");
        }
        Instant now = clock.instant();
        if (account.lockedUntil() != null && now.isBefore(account.lockedUntil())) {
            throw new LockedException("locked");
        }
        if (!right || !secondFactorFits(account, oneTimeCode(attempt))) {
            accounts.countFailure(account.accountId(), TRIES, now.plus(LOCK));
            throw new BadCredentialsException("wrong");
        }
        accounts.clearFailures(account.accountId());
        return new ActorAuthentication(account.actor(), account.version());
    }

    private boolean secondFactorFits(Account account, @Nullable String code) {
        if (!account.privileged()) {
            return true;
        }
        byte[] secret = account.totpSealed();
        if (secret == null || code == null) {
            return false;
        }
        OptionalLong step = totp.step(sealed.open(secret), code.strip());
        return step.isPresent() && accounts.takeStep(account.accountId(), step.getAsLong());
    }

    private static @Nullable String oneTimeCode(Authentication attempt) {
        return attempt.getDetails() instanceof SignInDetails details ? details.oneTimeCode() : null;
    }
}
