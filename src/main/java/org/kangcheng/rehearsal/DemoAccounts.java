package org.kangcheng.rehearsal;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.kangcheng.access.Accounts;
import org.kangcheng.access.Accounts.NewAccount;
import org.kangcheng.access.Actor;
import org.kangcheng.access.Role;
import org.kangcheng.directory.Areas;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Profile;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * The accounts of a demonstration, made at the first start with random passwords and kept in the data directory; the
 * same at every later start. Not in production, which refuses to start while one of them is left.
 */
@Component
@Profile("!production")
class DemoAccounts {
    private static final Actor BY = Actor.system("演示");

    private final DemoStaff staff;
    private final DemoResidents residents;
    private final Accounts accounts;
    private final DemoClients clients;
    private final Areas areas;
    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Path file;

    DemoAccounts(
            DemoStaff staff,
            DemoResidents residents,
            Accounts accounts,
            DemoClients clients,
            Areas areas,
            JdbcClient jdbc,
            JsonMapper json,
            @Value("${kangcheng.data}") Path data) {
        this.staff = staff;
        this.residents = residents;
        this.accounts = accounts;
        this.clients = clients;
        this.areas = areas;
        this.jdbc = jdbc;
        this.json = json;
        this.file = data.resolve("demo-accounts.json");
    }

    /**
     * @param base the program's address, without a slash at the end
     * @param plan of the city that stands; null: nobody lives here
     */
    DemoFile ensure(String base, @Nullable CityPlan plan) {
        Optional<DemoFile> before = DemoFile.read(file, json);
        List<DemoAccount> listed = new ArrayList<>(staffAccounts(before, base));
        if (plan != null) {
            listed.addAll(residents.ensure(plan));
        }
        DemoFile now = new DemoFile(base, listed, clients.ensure(before));
        if (!before.equals(Optional.of(now))) {
            now.write(file, json);
        }
        return now;
    }

    /**
     * Passwords are on disk before an account has one, so that no crash leaves an account that nobody can open; and an
     * account that the file no longer tells how to open gets new ones, before the file says that it does.
     */
    private List<DemoAccount> staffAccounts(Optional<DemoFile> before, String base) {
        List<NewAccount> wanted =
                staff.wanted(areas.villages().iterator().next().code());
        Set<String> present = present();
        List<DemoAccount> listed = each(wanted, account -> listed(account, before, present));
        if (present.containsAll(wanted.stream().map(NewAccount::signIn).toList())) {
            return listed;
        }
        new DemoFile(base, listed, before.map(DemoFile::clients).orElse(List.of())).write(file, json);
        return each(
                IntStream.range(0, listed.size()).boxed().toList(),
                at -> present.contains(listed.get(at).user())
                        ? listed.get(at)
                        : create(wanted.get(at), listed.get(at)));
    }

    /** In parallel: a password's hash is slow on purpose. */
    private static <T> List<DemoAccount> each(List<T> all, Function<T, DemoAccount> make) {
        return all.parallelStream().map(make).toList();
    }

    private DemoAccount listed(NewAccount account, Optional<DemoFile> before, Set<String> present) {
        Optional<DemoAccount> known =
                before.flatMap(file -> file.account(account.signIn())).filter(found -> opens(account, found, present));
        return known.map(found -> found.withNote(staff.note(account)))
                .orElseGet(() -> present.contains(account.signIn()) ? renewed(account) : fresh(account));
    }

    /** A second factor is known only once the account is made. */
    private static boolean opens(NewAccount account, DemoAccount known, Set<String> present) {
        boolean privileged = account.roles().stream().anyMatch(Role::privileged);
        return !privileged || known.totpSecret() != null || !present.contains(account.signIn());
    }

    private DemoAccount fresh(NewAccount account) {
        return new DemoAccount(
                account.roles().iterator().next().name(),
                account.signIn(),
                DemoSecrets.next(DemoSecrets.PASSWORD),
                "/staff",
                staff.note(account),
                null);
    }

    private DemoAccount renewed(NewAccount account) {
        DemoAccount fresh = fresh(account);
        return fresh.withTotpSecret(
                accounts.renew(BY, fresh.user(), fresh.password()).totpSecret());
    }

    private DemoAccount create(NewAccount account, DemoAccount listed) {
        Accounts.Created created = accounts.create(
                BY,
                new NewAccount(
                        account.signIn(),
                        account.name(),
                        listed.password(),
                        account.roles(),
                        account.institutionId(),
                        account.departmentId(),
                        account.practitionerId(),
                        account.areaCode(),
                        true));
        return listed.withTotpSecret(created.totpSecret());
    }

    Path file() {
        return file;
    }

    private Set<String> present() {
        return jdbc.sql("select sign_in from access.account where demo")
                .query(String.class)
                .set();
    }
}
