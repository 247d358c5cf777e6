/**
 * 文书: documents made from templates that an official can edit in Word or WPS: the same template gives the .docx and the
 * PDF. A template is checked before it is in force; one with an unknown tag is refused with where it stands.
 */
@ApplicationModule(
        displayName = "文书",
        allowedDependencies = {"kernel", "access"})
@NullMarked
package org.kangcheng.document;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
