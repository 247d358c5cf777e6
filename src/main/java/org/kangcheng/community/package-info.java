/**
 * 家庭医生与社区: the people around a resident: her family-doctor team and what she signed with it, the helper of her
 * household, the caregiver who comes to her, the experts who come to her town. What they owe her are duties of the coverage
 * engine; here is who owes it, since when, and on what word.
 */
@ApplicationModule(
        displayName = "家庭医生与社区",
        allowedDependencies = {
            "kernel",
            "terminology",
            "directory",
            "access",
            "identity",
            "definition",
            "tally",
            "card",
            "attachment",
            "booking",
            "programme"
        })
@NullMarked
package org.kangcheng.community;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
