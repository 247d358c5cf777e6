package org.kangcheng.survey;

import org.kangcheng.definition.Definition;
import org.kangcheng.definition.Rule;

/**
 * 政策: one that is in force, in words that a resident understands.
 *
 * @param due of whom it holds, to her it is due
 */
record PlainPolicy(Definition definition, String words, String how, Rule due) {
    public String title() {
        return definition.title();
    }

    public String source() {
        return definition.source();
    }
}
