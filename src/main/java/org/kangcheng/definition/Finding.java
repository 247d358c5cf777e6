package org.kangcheng.definition;

/**
 * Why a definition is unsound.
 *
 * @param where the path within the definition: {@code services[0].cadence}; empty for the whole
 * @param why one Chinese sentence
 */
public record Finding(String where, String why) {
    @Override
    public String toString() {
        return where.isEmpty() ? why : where + "：" + why;
    }
}
