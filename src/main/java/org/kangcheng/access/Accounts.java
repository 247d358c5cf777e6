package org.kangcheng.access;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.kangcheng.access.AccountTable.Account;
import org.kangcheng.kernel.Ids;
import org.kangcheng.kernel.Refusal;
import org.kangcheng.kernel.SealedText;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Staff accounts. Every change of one stands in {@code access.change}. */
@Component
public class Accounts {
    private static final int PASSWORD_LENGTH = 10;
    private static final int MOST_COLLEAGUES = 200;
    private static final Refusal UNKNOWN = Refusal.notFound("没有这个账号。");

    /** @param areaCode the area an area-bound role answers for; null for institutions' staff */
    public record NewAccount(
            String signIn,
            String name,
            String password,
            Set<Role> roles,
            @Nullable Long institutionId,
            @Nullable Long departmentId,
            @Nullable Long practitionerId,
            @Nullable String areaCode,
            boolean demo) {}

    /** @param totpSecret base 32, to be shown once to the holder; null for roles without a second factor */
    public record Created(long accountId, @Nullable String totpSecret) {}

    private final AccountTable table;
    private final ChangeLog changes;
    private final PasswordEncoder passwords;
    private final SealedText sealed;
    private final Ids ids;
    private final Clock clock;

    Accounts(
            AccountTable table, ChangeLog changes, PasswordEncoder passwords, SealedText sealed, Ids ids, Clock clock) {
        this.table = table;
        this.changes = changes;
        this.passwords = passwords;
        this.sealed = sealed;
        this.ids = ids;
        this.clock = clock;
    }

    /** As {@link Actor#id} of whoever signs in by this name and has the role; empty when nobody does. */
    public Optional<String> holder(String signIn, Role role) {
        return table.bySignIn(signIn.strip())
                .filter(account -> account.roles().contains(role))
                .map(account -> Long.toString(account.accountId()));
    }

    /** Somebody whom others may name. @param id as {@link Actor#id} */
    public record Colleague(String id, String name) {}

    /** Who can sign in and has the role: at an institution; without one those whose area the place lies in. */
    public List<Colleague> working(Role role, @Nullable Long institutionId, String areaCode) {
        return table.working(role, institutionId, areaCode, MOST_COLLEAGUES).stream()
                .map(account -> new Colleague(Long.toString(account.accountId()), account.name()))
                .toList();
    }

    /** Who can sign in and works for an institution with patients, or answers for it. */
    public List<Colleague> staffOf(long institutionId) {
        return table.staffOf(institutionId, Role.OF_INSTITUTIONS).stream()
                .map(account -> new Colleague(Long.toString(account.accountId()), account.name()))
                .toList();
    }

    /** As she would act if she signed in now; empty for whoever cannot. */
    public Optional<Actor> find(String id) {
        return Optional.of(id)
                .filter(it -> it.matches("\\d{1,18}"))
                .flatMap(it -> table.byId(Long.parseLong(it)))
                .filter(account -> account.disabledAt() == null)
                .map(AccountTable.Account::actor);
    }

    /** Refused with 422 for a weak password or a name of no fitting length, 409 for a taken name. */
    @Transactional
    public Created create(Actor by, NewAccount wanted) {
        requireFitting(wanted.signIn());
        requireStrong(wanted.password());
        String secret = secondFactor(wanted.roles());
        Account account = new Account(
                ids.next(),
                wanted.signIn(),
                wanted.name(),
                String.valueOf(passwords.encode(wanted.password())),
                wanted.roles(),
                wanted.institutionId(),
                wanted.departmentId(),
                wanted.practitionerId(),
                wanted.areaCode(),
                secret == null ? null : sealed.seal(secret),
                null,
                null,
                0);
        if (!table.insert(account, wanted.demo(), clock.instant())) {
            throw Refusal.conflict("sign-in-taken", "登录名“" + wanted.signIn() + "”已被使用。")
                    .asException();
        }
        changes.append(by, "创建账号", wanted.signIn(), wanted.roles().toString());
        return new Created(account.accountId(), secret);
    }

    /** A new password, and a new second factor for privileged roles, for a holder who has lost them; unlocks too. */
    @Transactional
    public Created renew(Actor by, String signIn, String password) {
        requireStrong(password);
        Account account = table.bySignIn(signIn).orElseThrow(UNKNOWN::asException);
        String secret = secondFactor(account.roles());
        table.setPassword(account.accountId(), String.valueOf(passwords.encode(password)));
        if (secret != null) {
            table.setTotp(account.accountId(), sealed.seal(secret));
        }
        changes.append(by, "重置密码并解锁", account.signIn(), secret == null ? "" : "并更换动态口令");
        return new Created(account.accountId(), secret);
    }

    private static @Nullable String secondFactor(Set<Role> roles) {
        return roles.stream().anyMatch(Role::privileged) ? Totp.newSecret() : null;
    }

    private static void requireFitting(String signIn) {
        if (signIn.isBlank() || signIn.length() < 2 || signIn.length() > 64) {
            throw Refusal.rule("sign-in-unfit", "登录名须为 2 至 64 个字符。").asException();
        }
    }

    static void requireStrong(String password) {
        boolean mixed = password.matches(".*[A-Za-z].*") && password.matches(".*\\d.*");
        if (password.length() < PASSWORD_LENGTH || !mixed) {
            throw Refusal.rule("password-weak", "密码至少 10 位,并同时含有字母和数字。").asException();
        }
    }
}
