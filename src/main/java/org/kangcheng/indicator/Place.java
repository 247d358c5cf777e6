package org.kangcheng.indicator;

import org.kangcheng.tally.Tally;

/**
 * What a figure is of: an area or an institution.
 *
 * @param key an area's code, or what {@link Tally#institution} says of an institution; stands in addresses and tables
 */
public record Place(String key) {
    /** The city. */
    public static final Place CITY = new Place("3715");

    private static final int TOWN_DIGITS = 9;
    private static final int VILLAGE_DIGITS = 12;

    public static Place area(String code) {
        return new Place(code);
    }

    public static Place institution(long institutionId) {
        return new Place(Tally.institution(institutionId));
    }

    public boolean isInstitution() {
        return key.startsWith(Tally.INSTITUTIONS);
    }

    public boolean isTown() {
        return key.length() == TOWN_DIGITS;
    }

    public boolean isVillage() {
        return key.length() == VILLAGE_DIGITS;
    }

    /** Of an institution. */
    public long institutionId() {
        if (!isInstitution()) {
            throw new IllegalStateException(key + " is no institution");
        }
        return Long.parseLong(key, 1, key.length(), 10);
    }

    /** Its people and matters can be listed: a village's, an institution's. */
    public boolean listable() {
        return isInstitution() || isVillage();
    }
}
