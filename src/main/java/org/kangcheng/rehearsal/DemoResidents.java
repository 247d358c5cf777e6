package org.kangcheng.rehearsal;

import java.util.ArrayList;
import java.util.List;
import org.kangcheng.access.ResidentAccounts;
import org.kangcheng.access.ResidentAccounts.Relation;
import org.kangcheng.directory.Areas;
import org.kangcheng.identity.NewPerson;
import org.springframework.stereotype.Component;

/**
 * Three residents for a visitor to be: adults with a card and a phone of their own. Two have proved who they are, the
 * third has yet to.
 */
@Component
class DemoResidents {
    static final int COUNT = 3;
    /** Plenty: about every third resident is fit for it. */
    private static final int SEARCHED = 2000;

    private final Areas areas;
    private final ResidentAccounts accounts;

    DemoResidents(Areas areas, ResidentAccounts accounts) {
        this.areas = areas;
        this.accounts = accounts;
    }

    /** The same for the same city; fewer in a city that has not so many people. */
    List<Resident> of(CityPlan plan) {
        return of(plan, areas);
    }

    static List<Resident> of(CityPlan plan, Areas areas) {
        Residents residents = new Residents(plan, List.copyOf(areas.all()));
        List<Resident> chosen = new ArrayList<>();
        List<String> phones = new ArrayList<>();
        for (int seen = 0; residents.hasNext() && chosen.size() < COUNT && seen < SEARCHED; seen++) {
            Resident next = residents.next();
            String phone = next.person().phone();
            if (fit(next) && !phones.contains(phone)) {
                chosen.add(next);
            }
            if (phone != null) {
                phones.add(phone);
            }
        }
        return chosen;
    }

    private static boolean fit(Resident resident) {
        int age = CityPlan.DAY.getYear() - resident.person().birthDate().getYear();
        NewPerson person = resident.person();
        return resident.holdsCard() && person.phone() != null && person.idNumber() != null && age >= 25 && age <= 60;
    }

    /** The accounts as the file lists them; the first two are bound to their people. */
    List<DemoAccount> ensure(CityPlan plan) {
        List<DemoAccount> listed = new ArrayList<>();
        for (Resident resident : of(plan)) {
            boolean proved = listed.size() < COUNT - 1;
            NewPerson person = resident.person();
            String phone = String.valueOf(person.phone());
            if (proved) {
                accounts.bind(accounts.ofPhone(phone), resident.personKey(), Relation.SELF);
            }
            String note = "姓名 %s，身份证号 %s，%s；短信验证码见 /demo/messages"
                    .formatted(person.name(), person.idNumber(), proved ? "已实名" : "尚未实名");
            listed.add(new DemoAccount("RESIDENT", phone, "", "/m", note, null));
        }
        return listed;
    }
}
