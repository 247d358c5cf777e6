package org.kangcheng.rehearsal;

import java.util.List;
import java.util.stream.Stream;
import org.kangcheng.card.CardRows;
import org.kangcheng.identity.PersonRows;

/** The tables that the generated people and their cards go into, and over which of two connections. */
enum LoadedTable {
    PERSON(Lane.PEOPLE, PersonRows.COPY_PERSON),
    GRANTED_STATUS(
            Lane.PEOPLE, "copy identity.granted_status (person_key, kind, from_date, source, granted_at) from stdin"),
    DOCUMENT(Lane.REST, PersonRows.COPY_DOCUMENT),
    PHONE(Lane.REST, PersonRows.COPY_PHONE),
    RESIDENT(Lane.REST, PersonRows.COPY_RESIDENT),
    HEALTH_CARD(Lane.REST, CardRows.COPY_HEALTH_CARD),
    CARD_ID(Lane.REST, CardRows.COPY_CARD_ID),
    ISSUED(Lane.REST, CardRows.COPY_ISSUED);

    /** The row of a person, with its indexes by name, is about as much work as all the others together. */
    enum Lane {
        PEOPLE(List.of()),
        REST(List.of("identity.resident_count", "card.issued_count"));

        private final List<String> counters;

        Lane(List<String> counters) {
            this.counters = counters;
        }

        List<LoadedTable> loaded() {
            return Stream.of(LoadedTable.values())
                    .filter(table -> table.lane == this)
                    .toList();
        }

        /** All tables that the lane writes. */
        List<String> names() {
            return Stream.concat(loaded().stream().map(LoadedTable::tableName), counters.stream())
                    .toList();
        }
    }

    final Lane lane;
    /** Frozen rows need no second visit by vacuum; the tables were emptied in the same transaction, which it asks for. */
    final String statement;

    LoadedTable(Lane lane, String statement) {
        this.lane = lane;
        this.statement = statement + " with (freeze)";
    }

    String tableName() {
        return statement.split(" ", 3)[1];
    }
}
