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
        Stream<Accounts.Colleague> working = item.unit() == null
                ? accounts.working(Role.COMMISSION, null, item.areaCode()).stream()
                : Stream.concat(
                        accounts.working(Role.MANAGER, item.unit(), item.areaCode()).stream(),
                        accounts.working(Role.VILLAGE_DOCTOR, item.unit(), item.areaCode()).stream());
        return working.map(one -> new Named(STAFF + one.id(), one.name()))
                .distinct()
                .toList();
    }

    Optional<Named> find(Item item, @Nullable String id) {
        return of(item).stream().filter(one -> one.id().equals(id)).findFirst();
    }

    /** She is told where it is; what it says she reads there. */
    void tell(Named person, Item item, String register) {
        notices.tell(person.account(), "指定由您经办：" + register + " " + item.number(), ItemPages.PAGE + "/" + item.id());
    }
}
