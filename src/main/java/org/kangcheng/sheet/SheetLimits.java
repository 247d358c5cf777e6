package org.kangcheng.sheet;

/** How large a table may be. The upload itself is limited before (64 MB). */
final class SheetLimits {
    static final int ROWS = 300_000;
    static final int COLUMNS = 100;
    static final int CELL_CHARS = 1_000;

    static final int ZIP_ENTRIES = 200;
    static final long UNPACKED_BYTES = 400L << 20;
    /** Shared strings are held in memory while a workbook is read. */
    static final long SHARED_STRINGS_BYTES = 64L << 20;
    /** Bytes out per byte in. A sheet of equal rows reaches 50; a bomb 1,000. */
    static final int RATIO = 200;
    /** Below this the ratio means nothing. */
    static final long RATIO_FROM_BYTES = 1 << 20;

    private SheetLimits() {}
}
