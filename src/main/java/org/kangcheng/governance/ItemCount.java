package org.kangcheng.governance;

/**
 * 台账数字, of one register, in one place or of one unit.
 *
 * @param red late; @param yellow near
 * @param opened, closed, kept since the year began; kept: closed within its time
 */
public record ItemCount(long open, long red, long yellow, long opened, long closed, long kept) {
    private static final int HUNDRED = 100;

    public long green() {
        return open - red - yellow;
    }

    /** In hundredths, rounded down; of nothing closed, everything was in time. */
    public int keptShare() {
        return closed == 0 ? HUNDRED : (int) (kept * HUNDRED / closed);
    }
}
