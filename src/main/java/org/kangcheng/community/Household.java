package org.kangcheng.community;

import org.kangcheng.kernel.PublicId;

/**
 * 户.
 *
 * @param number 建档立卡户编号, or the village's own; empty when there is none
 */
record Household(String areaCode, long householdId, String number, long headKey) {
    /** The village and the household, as pages name it. */
    public String id() {
        return areaCode + "-" + PublicId.encode(householdId);
    }
}
