package org.kangcheng.identity;

import java.util.Objects;
import java.util.Optional;
import org.kangcheng.access.Actor;
import org.kangcheng.access.ResidentAccounts;
import org.kangcheng.access.ResidentAccounts.Relation;
import org.kangcheng.identity.ProofResult.NotFound;
import org.kangcheng.identity.ProofResult.PhoneUnknown;
import org.kangcheng.identity.ProofResult.Proved;
import org.kangcheng.identity.ProofResult.TooManyTries;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * 实名认证: an account that was opened by a phone proves whom it is, or acts for. Name and number are known to many; that
 * the account's phone is one that an institution recorded for the person is what proves it.
 */
@Component
class Proofs {
    private static final int PEOPLE_AN_ACCOUNT = 10;

    private final People people;
    private final Enrolments enrolments;
    private final ResidentAccounts accounts;
    private final ProofTries tries;
    private final TransactionOperations together;

    Proofs(
            People people,
            Enrolments enrolments,
            ResidentAccounts accounts,
            ProofTries tries,
            TransactionOperations together) {
        this.people = people;
        this.enrolments = enrolments;
        this.accounts = accounts;
        this.tries = tries;
        this.together = together;
    }

    public ProofResult prove(Actor actor, String name, String idNumber, Relation relation) {
        long account = Long.parseLong(actor.id());
        if (!tries.take(account)) {
            return new TooManyTries();
        }
        return Objects.requireNonNull(together.execute(_ -> prove(account, name, idNumber, relation)));
    }

    private ProofResult prove(long account, String name, String idNumber, Relation relation) {
        Optional<Person> found = people.byDocument(IdType.RESIDENT_ID.code(), idNumber)
                .flatMap(people::find)
                .filter(person -> person.name().equals(Names.canonical(name)));
        if (found.isEmpty()) {
            return new NotFound();
        }
        return byPhone(account, found.get(), relation);
    }

    private ProofResult byPhone(long account, Person person, Relation relation) {
        boolean hers = accounts.phone(account)
                .filter(phone -> people.byPhone(phone).contains(person.personKey()))
                .isPresent();
        return hers ? bind(account, person.personKey(), relation) : new PhoneUnknown();
    }

    private ProofResult bind(long account, long personKey, Relation relation) {
        boolean bound = accounts.proved(account).stream().anyMatch(one -> one.personKey() == personKey);
        if (!bound && accounts.proved(account).size() >= PEOPLE_AN_ACCOUNT) {
            return new ProofResult.Refused("一个账号最多认证十位家人。");
        }
        if (!accounts.bind(account, personKey, relation)) {
            return new ProofResult.Refused("本账号已认证了本人，请选择“家人”。");
        }
        tries.forget(account);
        return new Proved(personKey);
    }

    /**
     * 自助建档: who is in no institution's list enrols herself, unverified until a window has seen the document. Whoever is
     * known already is only told what proof is told.
     */
    public ProofResult enrol(
            Actor actor, String name, String idNumber, String village, String address, Relation relation) {
        long account = Long.parseLong(actor.id());
        Optional<NationalId> id = NationalId.parse(idNumber);
        if (id.isEmpty()) {
            return new ProofResult.Refused("身份证号码位数、日期或校验码不正确。");
        }
        if (!tries.take(account)) {
            return new TooManyTries();
        }
        NewPerson told = new NewPerson(
                name,
                id.get().sex(),
                id.get().birthDate(),
                village,
                IdType.RESIDENT_ID.code(),
                id.get().number(),
                accounts.phone(account).orElseThrow(),
                address,
                false,
                "SELF");
        return Objects.requireNonNull(together.execute(_ -> enrol(actor, account, told, relation)));
    }

    private ProofResult enrol(Actor actor, long account, NewPerson told, Relation relation) {
        return switch (enrolments.enrol(actor, told)) {
            case EnrolResult.Enrolled(long key) -> bind(account, key, relation);
            case EnrolResult.Known(long key) ->
                byPhone(account, people.find(key).orElseThrow(), relation);
            case EnrolResult.Suspicious _ -> new ProofResult.Refused("证件信息与已有登记不一致，请携带证件到任一医疗机构窗口核对。");
            case EnrolResult.Refused(var refusal) -> new ProofResult.Refused(refusal.message());
        };
    }
}
