package org.kangcheng.survey;

import java.util.Set;
import org.kangcheng.access.Accounts;
import org.kangcheng.access.Actor;
import org.kangcheng.access.Role;
import org.kangcheng.encounter.VisitPlatform;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.boot.webmvc.test.autoconfigure.MockMvcPrint;
import org.springframework.test.web.servlet.MockMvc;

/** A platform on which rounds of surveys are drawn, asked and scored. */
@AutoConfigureMockMvc(print = MockMvcPrint.NONE)
abstract class SurveyPlatform extends VisitPlatform {
    static final Actor COMMISSION =
            new Actor(Actor.Kind.STAFF, "8", "卫健委", Set.of(Role.COMMISSION), null, null, null, null, null, true);

    @Autowired
    MockMvc mvc;

    @Autowired
    Rounds rounds;

    @Autowired
    RoundTable table;

    @Autowired
    SampleTable samples;

    @Autowired
    RoundScores scores;

    @Autowired
    Questionnaires questionnaires;

    @Autowired
    Accounts accounts;
}
