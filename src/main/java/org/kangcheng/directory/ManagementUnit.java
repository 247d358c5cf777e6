package org.kangcheng.directory;

import java.util.List;

/** 功能区: a zone that manages its towns as a county would. A second tree beside the divisions. */
public record ManagementUnit(String code, String name, List<Area> towns) {
    public ManagementUnit {
        towns = List.copyOf(towns);
    }
}
