package org.kangcheng.access;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
class AccountTable {
    /** A member of staff who can sign in. */
    record Account(
            long accountId,
            String signIn,
            String name,
            String passwordHash,
            Set<Role> roles,
            @Nullable Long institutionId,
            @Nullable Long departmentId,
            @Nullable Long practitionerId,
            @Nullable String areaCode,
            byte @Nullable [] totpSealed,
            @Nullable Instant lockedUntil,
            @Nullable Instant disabledAt,
            int version) {
        public boolean privileged() {
            return roles.stream().anyMatch(Role::privileged);
        }

        Workplaces.Workplace workplace() {
            return new Workplaces.Workplace(institutionId, departmentId, practitionerId, areaCode);
        }

        Actor actor() {
            boolean cityWide = roles.contains(Role.COMMISSION) || roles.contains(Role.STEWARD) || privileged();
            return new Actor(
                    Actor.Kind.STAFF,
                    Long.toString(accountId),
                    name,
                    roles,
                    institutionId,
                    departmentId,
                    practitionerId,
                    areaCode,
                    null,
                    cityWide);
        }
    }

    private static final String COLUMNS = """
            select account_id, sign_in, name, password_hash, roles, institution_id, department_id, practitioner_id,
                   area_code, totp_sealed, locked_until, disabled_at, version
              from access.account
            """;

    private final JdbcClient jdbc;

    AccountTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<Account> bySignIn(String signIn) {
        return jdbc.sql(COLUMNS + " where sign_in = lower(?)")
                .param(signIn)
                .query((row, n) -> account(row))
                .optional();
    }

    Optional<Account> byId(long accountId) {
        return jdbc.sql(COLUMNS + " where account_id = ?")
                .param(accountId)
                .query((row, n) -> account(row))
                .optional();
    }

    List<Account> list(String fromSignIn, int limit) {
        return jdbc.sql(COLUMNS + " where sign_in > ? order by sign_in limit ?")
                .params(fromSignIn, limit)
                .query((row, n) -> account(row))
                .list();
    }

    /** Who can sign in, has the role, and works for the institution; for none: whose area holds {@code areaCode}. */
    List<Account> working(Role role, @Nullable Long institutionId, String areaCode, int most) {
        String where = institutionId == null
                ? " where institution_id is null and (area_code is null or starts_with(:area, area_code))"
                : " where institution_id = :institution";
        return jdbc.sql(COLUMNS + where
                        + " and disabled_at is null and :role = any(roles) order by name, sign_in limit :most")
                .param("role", role.name())
                .param("institution", institutionId)
                .param("area", areaCode)
                .param("most", most)
                .query((row, n) -> account(row))
                .list();
    }

    List<Account> staffOf(long institutionId, Set<Role> roles) {
        return jdbc.sql(COLUMNS + """
                         where institution_id = ? and disabled_at is null and roles && ?::text[] order by account_id
                        """)
                .params(institutionId, array(roles))
                .query((row, n) -> account(row))
                .list();
    }

    /** @return false when the sign-in name is taken */
    boolean insert(Account account, boolean demo, Instant at) {
        return jdbc.sql("""
                insert into access.account (account_id, sign_in, name, password_hash, roles, institution_id,
                    department_id, practitioner_id, area_code, totp_sealed, demo, created_at)
                values (?, lower(?), ?, ?, ?::text[], ?, ?, ?, ?, ?, ?, ?)
                on conflict (sign_in) do nothing
                """)
                        .params(account.accountId(), account.signIn(), account.name(), account.passwordHash())
                        .params(array(account.roles()), account.institutionId(), account.departmentId())
                        .params(account.practitionerId(), account.areaCode(), account.totpSealed(), demo)
                        .param(Timestamp.from(at))
                        .update()
                == 1;
    }

    void setRoles(long accountId, Set<Role> roles) {
        jdbc.sql("update access.account set roles = ?::text[], version = version + 1 where account_id = ?")
                .params(array(roles), accountId)
                .update();
    }

    void setWorkplace(long accountId, Workplaces.Workplace at) {
        jdbc.sql("""
                update access.account
                   set institution_id = ?, department_id = ?, practitioner_id = ?, area_code = ?, version = version + 1
                 where account_id = ?
                """)
                .params(at.institutionId(), at.departmentId(), at.practitionerId(), at.areaCode())
                .param(accountId)
                .update();
    }

    void setPassword(long accountId, String passwordHash) {
        jdbc.sql("""
                update access.account
                   set password_hash = ?, failures = 0, locked_until = null, version = version + 1 where account_id = ?
                """).params(passwordHash, accountId).update();
    }

    void setTotp(long accountId, byte[] totpSealed) {
        jdbc.sql("""
                update access.account
                   set totp_sealed = ?, totp_step = null, version = version + 1 where account_id = ?
                """).params(totpSealed, accountId).update();
    }

    void setDisabled(long accountId, @Nullable Instant at) {
        jdbc.sql("update access.account set disabled_at = ?, version = version + 1 where account_id = ?")
                .params(at == null ? null : Timestamp.from(at), accountId)
                .update();
    }

    /** How often the account was changed since it was opened. */
    Optional<Integer> version(long accountId) {
        return jdbc.sql("select version from access.account where account_id = ?")
                .param(accountId)
                .query(Integer.class)
                .optional();
    }

    /** Takes the half minute of a one-time code: false when this one, or a later one, was taken before. */
    boolean takeStep(long accountId, long step) {
        return jdbc.sql("""
                update access.account set totp_step = ? where account_id = ? and (totp_step is null or totp_step < ?)
                """).params(step, accountId, step).update() == 1;
    }

    /** Counts a wrong password; at the limit the account is locked and the count begins anew. */
    void countFailure(long accountId, int limit, Instant lockUntil) {
        jdbc.sql("""
                update access.account
                   set failures = case when failures + 1 >= ? then 0 else failures + 1 end,
                       locked_until = case when failures + 1 >= ? then ? else locked_until end
                 where account_id = ?
                """).params(limit, limit, Timestamp.from(lockUntil), accountId).update();
    }

    void clearFailures(long accountId) {
        jdbc.sql("update access.account set failures = 0, locked_until = null where account_id = ? and failures > 0")
                .param(accountId)
                .update();
    }

    /** Nobody else can become the first until this transaction ends. */
    boolean lockAndAskAnyAccount() {
        jdbc.sql("select pg_advisory_xact_lock(8243)").query((row, n) -> n).list();
        return anyAccount();
    }

    boolean anyAccount() {
        return jdbc.sql("select exists (select from access.account)")
                .query(Boolean.class)
                .single();
    }

    List<String> demoAccounts() {
        return jdbc.sql("select sign_in from access.account where demo order by sign_in")
                .query(String.class)
                .list();
    }

    List<String> demoClients() {
        return jdbc.sql("select client_id from access.client where demo order by client_id")
                .query(String.class)
                .list();
    }

    private static String array(Set<Role> roles) {
        return "{" + String.join(",", roles.stream().map(Role::name).sorted().toList()) + "}";
    }

    private static Account account(ResultSet row) throws SQLException {
        return new Account(
                row.getLong("account_id"),
                row.getString("sign_in"),
                row.getString("name"),
                row.getString("password_hash"),
                roles(row.getArray("roles")),
                row.getObject("institution_id", Long.class),
                row.getObject("department_id", Long.class),
                row.getObject("practitioner_id", Long.class),
                row.getString("area_code"),
                row.getBytes("totp_sealed"),
                instant(row.getTimestamp("locked_until")),
                instant(row.getTimestamp("disabled_at")),
                row.getInt("version"));
    }

    private static Set<Role> roles(Array array) throws SQLException {
        Set<Role> roles = EnumSet.noneOf(Role.class);
        Arrays.stream((String[]) array.getArray()).map(Role::valueOf).forEach(roles::add);
        return roles;
    }

    private static @Nullable Instant instant(@Nullable Timestamp at) {
        return at == null ? null : at.toInstant();
    }
}
