package org.kangcheng.exchange;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.kangcheng.access.Actor;
import tools.jackson.databind.node.ObjectNode;

/**
 * One request to the FHIR door, whether it came by itself or as an entry of a bundle.
 *
 * @param base the address of {@code /fhir} as the client called it
 * @param path what follows the base, in its segments
 * @param body null when there is none
 */
record Call(
        Actor actor,
        String base,
        String method,
        List<String> path,
        Map<String, List<String>> parameters,
        @Nullable ObjectNode body,
        Map<String, String> headers) {

    Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    ObjectNode requiredBody() {
        if (body == null) {
            throw FhirProblem.invalid("请求缺少资源内容。");
        }
        return body;
    }

    /** What the client wants back of a write: {@code minimal}, {@code representation} or {@code OperationOutcome}. */
    boolean wantsMinimal() {
        return header("prefer")
                .filter(prefer -> prefer.contains("return=minimal"))
                .isPresent();
    }
}
