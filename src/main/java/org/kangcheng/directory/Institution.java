package org.kangcheng.directory;

/**
 * 医疗机构.
 *
 * @param code the institution's national code
 * @param category WS 218: A100 general hospital, C220 township hospital, D600 village clinic …
 * @param level 31-33 third level, 21-23 second, 11-13 first, 00 none
 */
public record Institution(
        long institutionId, String code, String name, Kind kind, String category, String level, String areaCode) {
    public enum Kind {
        /** Level 2 and above. */
        HOSPITAL,
        /** Township hospitals and community centres. */
        PRIMARY,
        VILLAGE_CLINIC,
        COMMISSION
    }
}
