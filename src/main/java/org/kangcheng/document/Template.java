package org.kangcheng.document;

import java.util.List;
import java.util.Optional;

/**
 * 模板: what a kind of document may say. Whoever makes such documents publishes one as a bean, and ships its first text as
 * {@code documents/<id>.txt}; see {@link Blank} for how that is written.
 *
 * @param id stable, in English, for addresses
 * @param values the tags of single values, as the official reads them: {@code {{单位}}}
 * @param tables the tables whose rows repeat: {@code {{指标.名称}}}
 */
public record Template(String id, String title, List<String> values, List<Table> tables) {
    /** The number of a row from 1: every table has it. */
    static final String ROW = "序号";

    public record Table(String name, List<String> columns) {
        public static Table of(String name, String... columns) {
            return new Table(name, List.of(columns));
        }

        boolean knows(String column) {
            return column.equals(ROW) || columns.contains(column);
        }
    }

    Optional<Table> table(String name) {
        return tables.stream().filter(it -> it.name.equals(name)).findFirst();
    }
}
