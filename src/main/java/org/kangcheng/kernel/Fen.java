package org.kangcheng.kernel;

/**
 * An amount of money in fen (1/100 yuan). Money is never a floating-point number here.
 *
 * @param amount fen; may be negative (a refund, a reversal)
 */
public record Fen(long amount) implements Comparable<Fen> {
    public static final Fen ZERO = new Fen(0);

    public static Fen ofYuan(long yuan) {
        return new Fen(Math.multiplyExact(yuan, 100));
    }

    public Fen plus(Fen other) {
        return new Fen(Math.addExact(amount, other.amount));
    }

    public Fen minus(Fen other) {
        return new Fen(Math.subtractExact(amount, other.amount));
    }

    public Fen times(int quantity) {
        return new Fen(Math.multiplyExact(amount, quantity));
    }

    @Override
    public int compareTo(Fen other) {
        return Long.compare(amount, other.amount);
    }

    /** As people read it: {@code 12.05}. */
    public String yuan() {
        long magnitude = Math.abs(amount);
        return (amount < 0 ? "-" : "") + magnitude / 100 + "." + String.format("%02d", magnitude % 100);
    }

    @Override
    public String toString() {
        return "¥" + yuan();
    }
}
