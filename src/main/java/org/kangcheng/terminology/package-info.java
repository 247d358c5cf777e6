/** 字典值域: the code sets that the field has agreed on, as enums where the program decides by them. */
@ApplicationModule(
        displayName = "字典值域",
        allowedDependencies = {"kernel"})
@NullMarked
package org.kangcheng.terminology;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
