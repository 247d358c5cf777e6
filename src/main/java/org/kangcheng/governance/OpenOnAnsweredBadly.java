package org.kangcheng.governance;

import java.util.Map;
import org.kangcheng.kernel.PublicId;
import org.kangcheng.survey.AnsweredBadly;
import org.springframework.modulith.events.ApplicationModuleListener;
import org.springframework.stereotype.Component;

/** 调查差评整改: a bad answer to a survey becomes an item, once; it says what was bad, not who said so. */
@Component
class OpenOnAnsweredBadly {
    private final OpenByItself opening;

    OpenOnAnsweredBadly(OpenByItself opening) {
        this.opening = opening;
    }

    @ApplicationModuleListener(id = "governance.open-on-answered-badly")
    void on(AnsweredBadly answer) {
        NewItem item = NewItem.of(
                "调查差评：" + answer.round(),
                answer.areaCode().substring(0, Math.min(9, answer.areaCode().length())),
                answer.institutionId(),
                Map.of(
                        "round", answer.round(),
                        "mode", answer.mode(),
                        "answers", answer.questions().isEmpty() ? "见问卷" : String.join("；", answer.questions())),
                "survey:" + PublicId.encode(answer.roundId()) + ":" + answer.sampleNo());
        opening.open("满意度调查", "survey-answer", item);
    }
}
