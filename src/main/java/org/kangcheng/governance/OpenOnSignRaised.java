package org.kangcheng.governance;

import java.util.List;
import java.util.Map;
import org.kangcheng.kernel.PublicId;
import org.kangcheng.programme.SignRaised;
import org.springframework.modulith.events.ApplicationModuleListener;
import org.springframework.stereotype.Component;

/** 造假线索核查: a sign of made-up data becomes an item of the institution where it was recorded, once. */
@Component
class OpenOnSignRaised {
    private final OpenByItself opening;

    OpenOnSignRaised(OpenByItself opening) {
        this.opening = opening;
    }

    @ApplicationModuleListener(id = "governance.open-on-sign-raised")
    void on(SignRaised sign) {
        NewItem item = NewItem.of(
                "线索核查：" + sign.title(),
                sign.areaCode(),
                sign.institutionId(),
                Map.of(
                        "rule",
                        sign.title(),
                        "worker",
                        sign.worker(),
                        "since",
                        sign.first().toString()),
                "sign:" + PublicId.encode(sign.signId()));
        opening.open(
                "造假线索",
                "data-sign",
                item.rows(List.of(new NewItem.Row("线索及其记录", "/staff/signs/" + PublicId.encode(sign.signId())))));
    }
}
