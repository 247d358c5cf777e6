package org.kangcheng.programme;

import java.util.List;
import org.kangcheng.definition.Definition;

/**
 * 迹象规则: a definition, read.
 *
 * @param explanation what it means and what else may explain it, for whoever judges
 */
record SignRule(Definition definition, String explanation, SignLook look, SignLook.Limits limits) {
    public String id() {
        return definition.id();
    }

    public String title() {
        return definition.title();
    }

    List<SignLook.Found> in(WorkerMonth month) {
        return look.in(month, limits);
    }
}
