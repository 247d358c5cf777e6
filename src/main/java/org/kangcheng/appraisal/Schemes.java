package org.kangcheng.appraisal;

import java.util.ArrayList;
import java.util.List;
import org.kangcheng.definition.Definition;
import org.kangcheng.definition.Definitions;
import org.kangcheng.definition.UnsoundException;
import org.kangcheng.kernel.Refusal;
import org.springframework.stereotype.Component;

/** The schemes that the program brings along. */
@Component
class Schemes {
    private static final Refusal UNKNOWN = Refusal.notFound("没有这个考核方案。");

    private final List<Scheme> all = shipped();

    private static List<Scheme> shipped() {
        List<Scheme> all = new ArrayList<>();
        for (Definition definition : new Definitions(List.of(new AppraisalEngine())).shipped()) {
            try {
                all.add(AppraisalEngine.read(definition));
            } catch (UnsoundException e) {
                throw new IllegalStateException(definition.file(), e);
            }
        }
        return List.copyOf(all);
    }

    List<Scheme> all() {
        return all;
    }

    Scheme require(String id) {
        return all.stream().filter(it -> it.id().equals(id)).findFirst().orElseThrow(UNKNOWN::asException);
    }
}
