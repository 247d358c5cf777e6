/**
 * 访问与审计: who may do what, and who did. Accounts of staff, residents and institutions' programs; roles and scopes;
 * every endpoint is denied unless its handler says {@link org.kangcheng.access.Allowed}; the sealed log of who looked at
 * whom. A person is only a key here.
 */
@ApplicationModule(
        displayName = "访问与审计",
        allowedDependencies = {"kernel", "operation", "directory"})
@NullMarked
package org.kangcheng.access;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
