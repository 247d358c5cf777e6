package org.kangcheng.directory;

import org.jspecify.annotations.Nullable;

/**
 * 行政区划: a division of the city.
 *
 * @param code the National Bureau's code, 4 digits for the city, 6 a county, 9 a town, 12 a village; a prefix of a code
 *     is the code of what contains it
 */
public record Area(String code, String name, @Nullable String parent, Level level) {
    public enum Level {
        CITY,
        COUNTY,
        TOWN,
        VILLAGE
    }
}
