package org.kangcheng.kernel;

import java.util.Optional;

/**
 * A clear no: the platform understood the request and does not do it.
 *
 * @param code stable and in English, for programs: {@code slot-taken}
 * @param status the HTTP status that fits: 400 malformed, 403 not allowed, 404 not there, 409 conflict, 422 against a rule
 * @param message one Chinese sentence, for the person who asked
 */
public record Refusal(String code, int status, String message) {
    public static Refusal badInput(String code, String message) {
        return new Refusal(code, 400, message);
    }

    public static Refusal notFound(String message) {
        return new Refusal("not-found", 404, message);
    }

    public static Refusal forbidden(String message) {
        return new Refusal("forbidden", 403, message);
    }

    public static Refusal conflict(String code, String message) {
        return new Refusal(code, 409, message);
    }

    public static Refusal rule(String code, String message) {
        return new Refusal(code, 422, message);
    }

    /** For the edge alone: ends the request when there is a refusal. */
    public static void raise(Optional<Refusal> refusal) {
        refusal.ifPresent(it -> {
            throw it.asException();
        });
    }

    /** For the edge alone: ends the request with this refusal as its answer, and rolls its transaction back. */
    public Refused asException() {
        return new Refused(this);
    }
}
