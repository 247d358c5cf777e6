package org.kangcheng.definition;

import java.util.List;

/** An engine says of a definition for it whether it is sound: that its rules can be read and its examples hold. */
public interface Engine {
    /** As the definition's {@code engine} names it; its shipped definitions lie in {@code /definitions/<name>/}. */
    String name();

    /** @return everything that is wrong with it; nothing when it is sound */
    List<Finding> check(Definition definition);

    /** A definition read, for an engine whose reader tells all that is wrong by refusing to read. */
    interface Reading {
        Object read(Definition definition) throws UnsoundException;
    }

    static List<Finding> findings(Definition definition, Reading reading) {
        try {
            reading.read(definition);
            return List.of();
        } catch (UnsoundException e) {
            return e.findings();
        }
    }
}
