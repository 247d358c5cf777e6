package org.kangcheng.programme;

import java.util.List;
import org.kangcheng.definition.Definition;
import org.kangcheng.definition.Engine;
import org.kangcheng.definition.Finding;
import org.kangcheng.definition.UnsoundException;

/** Says of a definition whether it is a sound programme. */
public final class ProgrammeEngine implements Engine {
    static final String NAME = "programme";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<Finding> check(Definition definition) {
        return Engine.findings(definition, ProgrammeEngine::read);
    }

    /** @throws UnsoundException with everything that is wrong with it */
    static Programme read(Definition definition) throws UnsoundException {
        return new ProgrammeReader(definition).programme();
    }
}
