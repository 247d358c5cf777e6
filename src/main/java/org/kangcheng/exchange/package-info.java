/**
 * 交换: the door for institutions' programs. {@code /fhir} speaks FHIR R4 over the record, the residents and the numbers;
 * here are adapters only, the rules live in the modules that they call.
 */
@ApplicationModule(
        displayName = "交换",
        allowedDependencies = {
            "kernel",
            "terminology",
            "directory",
            "access",
            "identity",
            "card",
            "record",
            "booking",
            "definition",
            "programme",
            "operation",
            "indicator"
        })
@NullMarked
package org.kangcheng.exchange;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
