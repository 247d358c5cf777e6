package org.kangcheng.governance;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.kangcheng.kernel.PublicId;
import org.kangcheng.programme.SignRaised;
import org.springframework.modulith.events.ApplicationModuleListener;
import org.springframework.stereotype.Component;

/**
 * 造假线索核查: a sign of made-up data becomes an item of the institution where it was recorded, once. One that comes up
 * again after its item was closed is looked into anew, by an item that leads to the former; while that is open it goes on.
 */
@Component
class OpenOnSignRaised {
    private static final String REGISTER = "data-sign";

    private final OpenByItself opening;
    private final ItemTable items;

    OpenOnSignRaised(OpenByItself opening, ItemTable items) {
        this.opening = opening;
        this.items = items;
    }

    @ApplicationModuleListener(id = "governance.open-on-sign-raised")
    void on(SignRaised sign) {
        Optional<Item> former = former(sign);
        if (former.filter(Item::open).isPresent()) {
            return;
        }
        NewItem item = NewItem.of(
                "线索核查：" + sign.title() + (former.isPresent() ? "（再次出现）" : ""),
                sign.areaCode(),
                sign.institutionId(),
                Map.of(
                        "rule",
                        sign.title(),
                        "worker",
                        sign.worker(),
                        "since",
                        sign.first().toString()),
                origin(sign, sign.round()));
        List<NewItem.Row> rows = new ArrayList<>();
        rows.add(new NewItem.Row("线索及其记录", "/staff/signs/" + PublicId.encode(sign.signId())));
        former.ifPresent(it -> rows.add(new NewItem.Row("上次核查 " + it.number(), ItemPages.PAGE + "/" + it.id())));
        opening.open("造假线索", REGISTER, item.rows(rows));
    }

    /** What was opened for it the last time before. */
    private Optional<Item> former(SignRaised sign) {
        for (int round = sign.round() - 1; round >= 0; round--) {
            long key = OpenItem.key(REGISTER, origin(sign, round));
            Optional<Item> found = items.find(key, key);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private static String origin(SignRaised sign, int round) {
        return "sign:" + PublicId.encode(sign.signId()) + (round == 0 ? "" : ":" + round);
    }
}
