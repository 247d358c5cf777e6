package org.kangcheng.exchange;

import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.kangcheng.kernel.Refusal;
import org.kangcheng.kernel.Refused;
import org.kangcheng.record.FhirJson;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataIntegrityViolationException;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A clear no of the FHIR door. Ends the request (or the batch's entry) and is answered as an OperationOutcome. */
final class FhirProblem extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(FhirProblem.class);

    private final int status;
    private final transient List<Issue> issues;

    FhirProblem(int status, List<Issue> issues) {
        // No stack trace: this is an answer, not a fault. The message names no person, for it may reach a log.
        super("answered " + status, null, false, false);
        this.status = status;
        this.issues = List.copyOf(issues);
    }

    static FhirProblem of(int status, String code, String text) {
        return new FhirProblem(status, List.of(new Issue(code, text, null)));
    }

    static FhirProblem at(@Nullable String path, int status, String code, String text) {
        return new FhirProblem(status, List.of(new Issue(code, text, path)));
    }

    static FhirProblem invalid(String text) {
        return of(400, "invalid", text);
    }

    static FhirProblem notSupported(String text) {
        return of(400, "not-supported", text);
    }

    /** Also for what is there and may not be seen: the two must not be told apart. */
    static FhirProblem notFound() {
        return of(404, "not-found", "没有这个资源。");
    }

    static FhirProblem of(Refusal refusal) {
        String code = switch (refusal.status()) {
            case 400 -> "invalid";
            case 403 -> "forbidden";
            case 404 -> "not-found";
            case 409 -> "conflict";
            default -> "business-rule";
        };
        return of(refusal.status(), code, refusal.message());
    }

    /** What a request, or an entry of a batch, that ended so is answered: a fault says no more than its trace number. */
    static FhirProblem of(RuntimeException failure) {
        return switch (failure) {
            case FhirProblem problem -> problem;
            case Refused refused -> of(refused.refusal());
            case DataIntegrityViolationException broken -> {
                // The database kept a rule that nobody looked at before.
                String trace = trace("rule of the database broken", broken);
                yield of(409, "conflict", "与平台已有的数据冲突,未写入,编号 " + trace + "。");
            }
            default -> of(500, "exception", "系统出错,编号 " + trace("fault", failure) + "。");
        };
    }

    private static String trace(String what, RuntimeException failure) {
        String trace = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
        LOG.error("{} {} at /fhir", what, trace, failure);
        return trace;
    }

    int status() {
        return status;
    }

    /** The same problem, told of a place further down in a bundle. */
    FhirProblem within(String prefix) {
        return new FhirProblem(
                status,
                issues.stream()
                        .map(issue -> new Issue(
                                issue.code(),
                                issue.text(),
                                issue.path() == null ? prefix : prefix + ".resource (" + issue.path() + ")"))
                        .toList());
    }

    ObjectNode outcome() {
        ObjectNode outcome = FhirJson.object();
        outcome.put("resourceType", "OperationOutcome");
        ArrayNode lines = outcome.putArray("issue");
        for (Issue issue : issues) {
            ObjectNode line = lines.addObject();
            line.put("severity", "error").put("code", issue.code()).put("diagnostics", issue.text());
            if (issue.path() != null) {
                line.putArray("expression").add(issue.path());
            }
        }
        return outcome;
    }
}
