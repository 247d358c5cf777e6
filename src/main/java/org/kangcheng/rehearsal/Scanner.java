package org.kangcheng.rehearsal;

import org.kangcheng.access.Actor;
import org.kangcheng.card.Codes;
import org.kangcheng.encounter.DeskReading;
import org.kangcheng.encounter.Desks;
import org.kangcheng.encounter.Outcome;
import org.kangcheng.kernel.PublicId;
import org.kangcheng.terminology.CareStep;
import org.springframework.stereotype.Component;

/** 亮码与识读: the resident shows a code, the desk reads it. */
@Component
class Scanner {
    private static final String TORN = "一张撕破的纸";

    private final Codes codes;
    private final Desks desks;

    Scanner(Codes codes, Desks desks) {
        this.codes = codes;
        this.desks = desks;
    }

    PublicId read(Doing doing, Actor desk, CareStep step) {
        PublicId reading = show(doing, desk, step, present(doing)).orRefuse().id();
        doing.kept().read(doing.personKey());
        return reading;
    }

    /** What goes wrong in front of a scanner: something that is no code, and a code shown too long ago. */
    void fumble(Doing doing, Actor desk, CareStep step) {
        show(doing, desk, step, TORN);
        String code = present(doing);
        doing.pause(6, 8);
        show(doing, desk, step, code);
    }

    private String present(Doing doing) {
        return doing.calls()
                .make(CareStage.PRESENT, () -> codes.present(doing.personKey()))
                .text();
    }

    private Outcome<DeskReading> show(Doing doing, Actor desk, CareStep step, String code) {
        String requestKey = doing.requestKey();
        return doing.calls().make(CareStage.READ, () -> desks.read(desk, code, step, requestKey));
    }
}
