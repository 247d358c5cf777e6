package org.kangcheng.encounter;

import org.kangcheng.kernel.Refusal;

/** What became of a step of a visit. */
public sealed interface Outcome<T> {
    /** Done now, or by an earlier request with the same key. */
    record Done<T>(T value) implements Outcome<T> {}

    /** A clear no; nothing has been changed. */
    record NotDone<T>(Refusal refusal) implements Outcome<T> {}

    /** For the edge: what was done, or the refusal as the request's answer. */
    default T orRefuse() {
        return switch (this) {
            case Done<T>(T value) -> value;
            case NotDone<T>(Refusal refusal) -> throw refusal.asException();
        };
    }

    static <T> Outcome<T> done(T value) {
        return new Done<>(value);
    }

    static <T> Outcome<T> no(Refusal refusal) {
        return new NotDone<>(refusal);
    }
}
