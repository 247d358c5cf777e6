package org.kangcheng.governance;

import java.util.List;
import org.kangcheng.definition.Definition;
import org.kangcheng.definition.Engine;
import org.kangcheng.definition.Finding;
import org.kangcheng.definition.UnsoundException;

/** Reads registers out of their definitions, and tells everything that is wrong with one. */
public final class RegisterEngine implements Engine {
    static final String NAME = "register";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<Finding> check(Definition definition) {
        return Engine.findings(definition, RegisterEngine::read);
    }

    static Register read(Definition definition) throws UnsoundException {
        return new RegisterReader(definition).register();
    }

    /** Without asking whether it is sound; see {@link RegisterReader#asWritten}. */
    static Register asWritten(Definition definition) throws UnsoundException {
        return new RegisterReader(definition).asWritten();
    }
}
