package org.kangcheng.access;

import java.io.IOException;
import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.kangcheng.access.AccountTable.Account;
import org.kangcheng.kernel.Refusal;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * Accounts: the system administrator opens and closes them, the security administrator grants roles (and opens the
 * administrators' own, whose role comes with the account), the auditor sees what both did. None of the three can do another's part.
 */
@Controller
class AccountPages {
    static final Refusal UNKNOWN = Refusal.notFound("没有这个账号。");
    private static final int PAGE = 50;

    private final AccountTable table;
    private final Accounts accounts;
    private final ChangeLog changes;
    private final FirstAdministrator first;
    private final PasswordEncoder passwords;
    private final Clock clock;

    AccountPages(
            AccountTable table,
            Accounts accounts,
            ChangeLog changes,
            FirstAdministrator first,
            PasswordEncoder passwords,
            Clock clock) {
        this.table = table;
        this.accounts = accounts;
        this.changes = changes;
        this.first = first;
        this.passwords = passwords;
        this.clock = clock;
    }

    @Allowed({Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDITOR})
    @GetMapping("/staff/accounts")
    String list(Actor actor, @RequestParam(defaultValue = "") String after, Model model) {
        List<Account> found = table.list(after, PAGE + 1);
        model.addAttribute("accounts", found.subList(0, Math.min(PAGE, found.size())));
        model.addAttribute("next", found.size() > PAGE ? found.get(PAGE - 1).signIn() : null);
        model.addAttribute("roles", grantable());
        model.addAttribute("administrators", administrators());
        model.addAttribute("canCreate", actor.is(Role.SYSTEM_ADMIN));
        model.addAttribute("canGrant", actor.is(Role.SECURITY_ADMIN));
        return "access/accounts";
    }

    @Allowed(Role.SYSTEM_ADMIN)
    @PostMapping("/staff/accounts")
    String create(Actor actor, @RequestParam String signIn, @RequestParam String name, @RequestParam String password) {
        Accounts.Created created = accounts.create(
                actor, new Accounts.NewAccount(signIn, name, password, Set.of(), null, null, null, null, false));
        return "redirect:/staff/accounts/" + created.accountId() + "/workplace";
    }

    /** Who grants roles opens the accounts whose role never changes. The second factor is shown on the answer alone. */
    @Allowed(Role.SECURITY_ADMIN)
    @PostMapping("/staff/accounts/administrators")
    String createAdministrator(
            Actor actor,
            @RequestParam String signIn,
            @RequestParam String name,
            @RequestParam String password,
            @RequestParam Role role,
            Model model) {
        if (!role.privileged()) {
            throw Refusal.rule("role-not-grantable", "这里只建立三类管理员的账号。").asException();
        }
        model.addAttribute(
                "created",
                accounts.create(
                        actor,
                        new Accounts.NewAccount(signIn, name, password, Set.of(role), null, null, null, null, false)));
        return list(actor, "", model);
    }

    /** Not for the administrators' own three roles: those come with the account at its creation. */
    @Allowed(Role.SECURITY_ADMIN)
    @PostMapping("/staff/accounts/{accountId}/roles")
    @Transactional
    public String grant(Actor actor, @PathVariable long accountId, @RequestParam @Nullable Set<Role> roles) {
        Account account = account(accountId);
        Set<Role> wanted = roles == null ? Set.of() : roles;
        if (account.privileged() || !grantable().containsAll(wanted)) {
            throw Refusal.rule("role-not-grantable", "管理员角色不能由此授予或变更。").asException();
        }
        table.setRoles(accountId, wanted);
        changes.append(actor, "授予角色", account.signIn(), wanted.toString());
        return "redirect:/staff/accounts";
    }

    @Allowed(Role.SYSTEM_ADMIN)
    @PostMapping("/staff/accounts/{accountId}/disabled")
    @Transactional
    public String disable(Actor actor, @PathVariable long accountId, @RequestParam boolean disabled) {
        Account account = account(accountId);
        table.setDisabled(accountId, disabled ? clock.instant() : null);
        changes.append(actor, disabled ? "停用账号" : "启用账号", account.signIn(), "");
        return "redirect:/staff/accounts";
    }

    @Allowed(Role.SECURITY_ADMIN)
    @PostMapping("/staff/accounts/{accountId}/password")
    @Transactional
    public String resetPassword(Actor actor, @PathVariable long accountId, @RequestParam String password) {
        Account account = account(accountId);
        Accounts.requireStrong(password);
        table.setPassword(accountId, String.valueOf(passwords.encode(password)));
        changes.append(actor, "重置密码并解锁", account.signIn(), "");
        return "redirect:/staff/accounts";
    }

    @Open
    @GetMapping("/first-administrator")
    String first() {
        return "access/first-administrator";
    }

    @Open
    @PostMapping("/first-administrator")
    String createFirst(
            @RequestParam String token,
            @RequestParam String signIn,
            @RequestParam String name,
            @RequestParam String password,
            Model model)
            throws IOException {
        model.addAttribute("created", first.create(token, signIn, name, password));
        return "access/first-administrator";
    }

    private Account account(long accountId) {
        return table.byId(accountId).orElseThrow(UNKNOWN::asException);
    }

    private static Set<Role> administrators() {
        Set<Role> roles = EnumSet.allOf(Role.class);
        roles.removeIf(role -> !role.privileged());
        return roles;
    }

    private static Set<Role> grantable() {
        Set<Role> roles = EnumSet.allOf(Role.class);
        roles.removeIf(Role::privileged);
        roles.removeAll(Set.of(Role.RESIDENT, Role.UNPROVED_RESIDENT, Role.CLIENT));
        return roles;
    }
}
