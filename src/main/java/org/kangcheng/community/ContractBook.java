package org.kangcheng.community;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.kangcheng.identity.People;
import org.kangcheng.identity.Person;
import org.kangcheng.kernel.CityTime;
import org.kangcheng.kernel.Ids;
import org.kangcheng.programme.FactKind;
import org.kangcheng.programme.Facts;
import org.springframework.stereotype.Component;

/** Begins and ends contracts, each with its counts and with the facts that the coverage engine goes by; and lets them follow their holder. */
@Component
class ContractBook {
    /** That somebody has a contract, whatever its packages. */
    static final String FACT = "FAMILY_DOCTOR";

    private final ContractTable table;
    private final ContractCounting counting;
    private final Facts facts;
    private final People people;
    private final Ids ids;
    private final Clock clock;

    ContractBook(ContractTable table, ContractCounting counting, Facts facts, People people, Ids ids, Clock clock) {
        this.table = table;
        this.counting = counting;
        this.facts = facts;
        this.people = people;
        this.ids = ids;
        this.clock = clock;
    }

    boolean begin(Contract contract) {
        if (!table.insert(contract)) {
            return false;
        }
        counting.add(contract);
        for (String code : codes(contract)) {
            facts.tell(
                    contract.personKey(), FactKind.CONTRACT, code, contract.fromDate(), contract.toDate(), "COMMUNITY");
        }
        return true;
    }

    boolean end(Contract was, LocalDate on, EndReason reason, @Nullable String note, String by) {
        Contract now = was.ended(on, reason, note);
        if (!table.end(was, now, by)) {
            return false;
        }
        counting.remove(was);
        counting.add(now);
        for (String code : codes(was)) {
            facts.end(was.personKey(), FactKind.CONTRACT, code, now.end());
        }
        return true;
    }

    /** What has run out is ended as of its day; that is seen from its days already. */
    void closeRunOut(long personKey, LocalDate today) {
        table.open(people.aliases(personKey))
                .filter(it -> !it.toDate().isAfter(today))
                .ifPresent(it -> table.end(it, it.ended(it.toDate(), EndReason.EXPIRED, null), "到期"));
    }

    /** Moves what stands from one key of a person to another: a merge, or its undoing. */
    void carry(Contract was, long toKey, LocalDate today, String by) {
        endUnder(was.personKey(), today, by);
        if (was.toDate().isAfter(today)) {
            begin(new Contract(
                    toKey,
                    ids.next(),
                    was.institutionId(),
                    was.teamId(),
                    people.find(toKey).map(Person::areaCode).orElse(was.areaCode()),
                    was.packages(),
                    today,
                    was.toDate(),
                    was.way(),
                    was.paperNo(),
                    was.signedBy(),
                    was.signedAt(),
                    "carried-" + was.contractId() + "-" + ids.next(),
                    was.contractId(),
                    false,
                    null,
                    null,
                    null));
        }
    }

    /** Ends whatever runs under one key of a person, and under no other. */
    void endUnder(long exactKey, LocalDate on, String by) {
        for (Contract contract : allOf(exactKey)) {
            if (contract.end().isAfter(on) && !contract.end().equals(contract.fromDate())) {
                end(contract, on, EndReason.MERGED, null, by);
            }
        }
    }

    Optional<Contract> openOf(long exactKey) {
        return table.open(List.of(exactKey));
    }

    List<Contract> allOf(long exactKey) {
        return table.of(List.of(exactKey));
    }

    /** Counts what stands where the person lives now. */
    void moved(long personKey, String area) {
        LocalDate today = CityTime.today(clock);
        for (Contract contract : allOf(personKey)) {
            if (contract.end().isAfter(today) && !contract.areaCode().equals(area)) {
                counting.remove(contract);
                table.countAt(contract, area);
                counting.add(contract.countedAt(area));
            }
        }
    }

    private List<String> codes(Contract contract) {
        List<String> codes = new ArrayList<>(List.of(FACT));
        contract.packages().forEach(it -> codes.add(ServicePackage.code(it)));
        return codes;
    }
}
