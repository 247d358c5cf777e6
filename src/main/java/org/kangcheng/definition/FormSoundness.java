package org.kangcheng.definition;

import java.util.ArrayList;
import java.util.List;
import org.kangcheng.definition.CanHold.Asked;
import org.kangcheng.definition.Form.Contradiction;
import org.kangcheng.definition.Form.Field;
import org.kangcheng.definition.Form.Grade;

/** What of a form can never be: a field that nobody is ever asked, a grade that is never reached. */
final class FormSoundness {
    private final String where;
    private final Vocabulary vocabulary;
    private final List<Field> fields;
    private final List<Grade> grades;
    private final List<Contradiction> contradictions;
    private final List<Finding> findings = new ArrayList<>();

    FormSoundness(
            String where,
            Vocabulary vocabulary,
            List<Field> fields,
            List<Grade> grades,
            List<Contradiction> contradictions) {
        this.where = where;
        this.vocabulary = vocabulary;
        this.fields = fields;
        this.grades = grades;
        this.contradictions = contradictions;
    }

    List<Finding> check() {
        for (int i = 0; i < fields.size(); i++) {
            Rule when = fields.get(i).when();
            if (when != null && !possible(when)) {
                found(".fields[" + i + "].when", "条件不可能成立，这一格永远不会问到。");
            }
        }
        for (int i = 0; i < contradictions.size(); i++) {
            if (!possible(contradictions.get(i).when())) {
                found(".contradictions[" + i + "].when", "按各格的范围，这种矛盾不可能出现。");
            }
        }
        if (!filled().possible()) {
            found(".contradictions", "无论怎样填，都会被判为矛盾。");
        }
        for (int i = 0; i < grades.size(); i++) {
            grade(i);
        }
        return findings;
    }

    private void grade(int nth) {
        Rule when = grades.get(nth).when();
        if (!possible(when)) {
            found(".grades[" + nth + "].when", "条件不可能成立，永远不会评为这一级。");
            return;
        }
        CanHold reached = filled().and(when, Asked.TRUE);
        grades.subList(0, nth).forEach(before -> reached.and(before.when(), Asked.NOT_TRUE));
        if (!reached.possible()) {
            found(".grades[" + nth + "].when", "前面的分级已包括全部情况，永远轮不到这一级。");
        }
    }

    private boolean possible(Rule rule) {
        return new CanHold(vocabulary).and(rule, Asked.TRUE).possible();
    }

    /** A form that can be handed in. */
    private CanHold filled() {
        CanHold filled = new CanHold(vocabulary);
        contradictions.forEach(contradiction -> filled.and(contradiction.when(), Asked.NOT_TRUE));
        return filled;
    }

    private void found(String at, String why) {
        findings.add(new Finding(where + at, why));
    }
}
