/**
 * 绩效考核: schemes of weighted indicators as definitions; scores and ranks of counties and institutions by kind, computed from
 * the same figures as everywhere; published as they then were, appealed against, linked to what depends on them. A fall in
 * rank or a red line opens an item in the register of talks.
 */
@ApplicationModule(
        displayName = "绩效考核",
        allowedDependencies = {
            "kernel",
            "directory",
            "access",
            "attachment",
            "definition",
            "sheet",
            "governance",
            "indicator"
        })
@NullMarked
package org.kangcheng.appraisal;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
