/**
 * 定义: what all engines share. A definition is a text with a version, dates in force, a source and examples that must
 * hold; its rules are written in one expression language (a part of CEL) that is evaluated over one person in Java and
 * over the whole city in SQL, with the same outcome.
 */
@ApplicationModule(
        displayName = "定义",
        allowedDependencies = {"kernel", "operation"})
@NullMarked
package org.kangcheng.definition;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
