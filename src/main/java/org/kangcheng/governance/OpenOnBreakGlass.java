package org.kangcheng.governance;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.kangcheng.access.BreakGlassRead;
import org.kangcheng.directory.Institution;
import org.kangcheng.directory.Institutions;
import org.kangcheng.kernel.CityTime;
import org.kangcheng.kernel.PublicId;
import org.springframework.modulith.events.ApplicationModuleListener;
import org.springframework.stereotype.Component;

/** 无授权调阅复核: somebody who read a record without a grant is looked into, once for each resident and day. */
@Component
class OpenOnBreakGlass {
    private final OpenByItself opening;
    private final Institutions institutions;

    OpenOnBreakGlass(OpenByItself opening, Institutions institutions) {
        this.opening = opening;
        this.institutions = institutions;
    }

    @ApplicationModuleListener(id = "governance.open-on-break-glass")
    void on(BreakGlassRead read) {
        Institution institution = institutions.find(read.institutionId()).orElseThrow();
        LocalDate day = CityTime.dayOf(read.at());
        NewItem item = NewItem.of(
                "无授权调阅：" + institution.name() + " " + read.actorName(),
                institution.areaCode(),
                institution.institutionId(),
                Map.of("reader", read.actorName(), "day", day.toString()),
                "glass:%s:%s:%s".formatted(read.actorId(), PublicId.encode(read.personKey()), day));
        opening.open("访问日志", "break-glass", item.rows(List.of(new NewItem.Row("调阅记录，由审计管理员复核", "/staff/audit"))));
    }
}
