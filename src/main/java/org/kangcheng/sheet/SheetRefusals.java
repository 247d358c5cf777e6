package org.kangcheng.sheet;

import org.kangcheng.kernel.Refusal;

/** What may be wrong with a file as a whole. */
final class SheetRefusals {
    static final Refusal EMPTY = Refusal.badInput("sheet-empty", "文件是空的。");
    static final Refusal WRONG_TYPE = Refusal.badInput("sheet-wrong-type", "只接受 .xlsx 和 .csv 文件，且内容须与扩展名相符。");
    static final Refusal OLD_OR_ENCRYPTED =
            Refusal.badInput("sheet-old-or-encrypted", "这是旧版 .xls 或加密的文件，请另存为未加密的 .xlsx。");
    static final Refusal BROKEN = Refusal.badInput("sheet-broken", "文件已损坏或格式不正确，无法读取。");
    static final Refusal CHARSET = Refusal.badInput("sheet-charset", "文件既不是 UTF-8 也不是 GBK 编码，请另存为 UTF-8 的 .csv。");
    static final Refusal TOO_MANY_ROWS = Refusal.badInput("sheet-too-many-rows", "超过 300,000 行，请分成几个文件。");
    static final Refusal TOO_MANY_COLUMNS = Refusal.badInput("sheet-too-many-columns", "超过 100 列，请删去多余的列。");
    static final Refusal BOMB = Refusal.badInput("sheet-bomb", "文件解压后过大，已拒绝。");
    static final Refusal DTD = Refusal.badInput("sheet-dtd", "文件内含有不允许的 XML 声明，已拒绝。");

    private SheetRefusals() {}
}
