package org.kangcheng.community;

import java.util.function.Function;
import org.kangcheng.kernel.Refusal;

/** What came of something asked: done, or a clear no. */
sealed interface Outcome<T> {
    record Done<T>(T value) implements Outcome<T> {}

    record NotDone<T>(Refusal refusal) implements Outcome<T> {}

    static <T> Outcome<T> done(T value) {
        return new Done<>(value);
    }

    static <T> Outcome<T> no(Refusal refusal) {
        return new NotDone<>(refusal);
    }

    /** Goes on with what was done; a no stays a no. */
    default <R> Outcome<R> then(Function<T, Outcome<R>> next) {
        return switch (this) {
            case Done<T>(T value) -> next.apply(value);
            case NotDone<T>(Refusal refusal) -> no(refusal);
        };
    }

    /** For pages: the value, or the refusal as the answer. */
    default T orThrow() {
        return switch (this) {
            case Done<T>(T value) -> value;
            case NotDone<T>(Refusal refusal) -> throw refusal.asException();
        };
    }
}
