/**
 * 看板: the city's figures as boards for the wall, the desk and the phone; as monthly and yearly reports; and, of what may be
 * public, as a page for everybody. Nothing is counted here: each figure is the indicator's, the same wherever it stands.
 */
@ApplicationModule(
        displayName = "看板",
        allowedDependencies = {"kernel", "directory", "access", "definition", "sheet", "document", "notice", "indicator"
        })
@NullMarked
package org.kangcheng.board;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
