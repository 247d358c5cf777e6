package org.kangcheng.governance;

import java.util.Map;
import org.kangcheng.directory.Institution;
import org.kangcheng.directory.Institutions;
import org.kangcheng.kernel.PublicId;
import org.kangcheng.survey.PoorlyRated;
import org.springframework.modulith.events.ApplicationModuleListener;
import org.springframework.stereotype.Component;

/** 差评整改: a poorly rated visit becomes its institution's item, once; it says how it was rated, not by whom. */
@Component
class OpenOnPoorlyRated {
    private static final String REGISTER = "poor-rating";

    private final OpenByItself opening;
    private final Institutions institutions;

    OpenOnPoorlyRated(OpenByItself opening, Institutions institutions) {
        this.opening = opening;
        this.institutions = institutions;
    }

    @ApplicationModuleListener(id = "governance.open-on-poorly-rated")
    void on(PoorlyRated rated) {
        Institution institution = institutions.find(rated.institutionId()).orElseThrow();
        NewItem item = NewItem.of(
                "就诊评价偏低：" + institution.name(),
                institution.areaCode(),
                institution.institutionId(),
                Map.of(
                        "service", Integer.toString(rated.service()),
                        "waiting", Integer.toString(rated.waiting()),
                        "result", Integer.toString(rated.result())),
                "visit:" + new PublicId(rated.personKey(), rated.visitId()));
        opening.open("就诊评价", REGISTER, item);
    }
}
