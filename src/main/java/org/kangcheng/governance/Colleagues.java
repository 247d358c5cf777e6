package org.kangcheng.governance;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.kangcheng.access.Accounts;
import org.kangcheng.access.Role;
import org.kangcheng.notice.Notices;
import org.springframework.stereotype.Component;

/** 经办人: whom an item can be given to by name: who works at its unit; at the commission when it has none. */
@Component
class Colleagues {
    static final String STAFF = "STAFF:";

    /** @param id as {@link Hand#id} */
    record Named(String id, String name) {
        /** As accounts know her. */
        String account() {
            return id.substring(STAFF.length());
        }
    }

    private final Accounts accounts;
    private final Notices notices;

    Colleagues(Accounts accounts, Notices notices) {
        this.accounts = accounts;
        this.notices = notices;
    }

    List<Named> of(Item item) {
        return of(item.unit(), item.areaCode());
    }

    List<Named> of(@Nullable Long unit, String areaCode) {
        return unit == null
                ? atTheCommission(areaCode)
                : named(Stream.concat(
                        accounts.working(Role.MANAGER, unit, areaCode).stream(),
                        accounts.working(Role.VILLAGE_DOCTOR, unit, areaCode).stream()));
    }

    /** Who works for the commission and answers for an area. */
    List<Named> atTheCommission(String areaCode) {
        return named(accounts.working(Role.COMMISSION, null, areaCode).stream());
    }

    private static List<Named> named(Stream<Accounts.Colleague> working) {
        return working.map(one -> new Named(STAFF + one.id(), one.name()))
                .distinct()
                .toList();
    }

    Optional<Named> find(Item item, @Nullable String id) {
        return find(item.unit(), item.areaCode(), id);
    }

    Optional<Named> find(@Nullable Long unit, String areaCode, @Nullable String id) {
        return of(unit, areaCode).stream().filter(one -> one.id().equals(id)).findFirst();
    }

    /** She is told where it is; what it says she reads there. */
    void tell(Named person, Item item, String register) {
        notices.tell(person.account(), "指定由您经办：" + register + " " + item.number(), ItemPages.PAGE + "/" + item.id());
    }

    /** Who opened the item, if a member of the staff did: what was done that she waits for. */
    void tellOpener(Item item, String register, String move) {
        if (item.openedBy().startsWith(STAFF)) {
            notices.tell(
                    item.openedBy().substring(STAFF.length()),
                    "您登记的" + register + " " + item.number() + "：" + move,
                    ItemPages.PAGE + "/" + item.id());
        }
    }

    /** Whoever has the item; where nobody has taken it, those who answer for its unit. In the transaction of the alarm: once. */
    void remind(Item item, String register, String alarm) {
        String owner = item.owner();
        Stream<String> told = owner != null
                ? Stream.of(owner).filter(it -> it.startsWith(STAFF)).map(it -> it.substring(STAFF.length()))
                : item.unit() == null
                        ? Stream.empty()
                        : accounts.working(Role.MANAGER, item.unit(), item.areaCode()).stream()
                                .map(Accounts.Colleague::id);
        told.forEach(account -> notices.tell(
                account,
                alarm + "：" + register + " " + item.number() + "，应于 " + item.nextOn() + " 前办理",
                ItemPages.PAGE + "/" + item.id()));
    }
}
