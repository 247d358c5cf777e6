package org.kangcheng.definition;

import java.util.List;

/** An engine says of a definition for it whether it is sound: that its rules can be read and its examples hold. */
public interface Engine {
    /** As the definition's {@code engine} names it; its shipped definitions lie in {@code /definitions/<name>/}. */
    String name();

    List<Finding> check(Definition definition);
}
