package org.kangcheng.rehearsal;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.kangcheng.card.CardRows;
import org.kangcheng.identity.NewPerson;
import org.kangcheng.identity.PersonRows;
import org.kangcheng.kernel.CityTime;

/** Some residents as lines of COPY's text format, a table each; the sealing is done here, hence on many threads. */
final class Chunk {
    /** When the city was enrolled and its cards were issued: a fixed morning, as everything about it. */
    private static final Instant AT = CityTime.instant(CityPlan.DAY.plusDays(1).atTime(9, 0));

    private final Map<LoadedTable, StringBuilder> lines = new EnumMap<>(LoadedTable.class);
    final int people;

    private Chunk(int people) {
        this.people = people;
    }

    static Chunk of(List<Resident> residents, PersonRows personRows, CardRows cardRows) {
        Chunk chunk = new Chunk(residents.size());
        for (Resident resident : residents) {
            chunk.person(personRows.of(resident.personKey(), resident.person(), AT));
            resident.statuses().forEach(status -> chunk.status(resident.personKey(), status));
            if (resident.holdsCard()) {
                chunk.card(resident, cardRows);
            }
        }
        return chunk;
    }

    private void person(PersonRows.Row row) {
        row.person(into(LoadedTable.PERSON));
        row.document(into(LoadedTable.DOCUMENT));
        row.phone(into(LoadedTable.PHONE));
        row.resident(into(LoadedTable.RESIDENT));
    }

    private void status(long personKey, Resident.Granted status) {
        into(LoadedTable.GRANTED_STATUS)
                .append(personKey)
                .append('\t')
                .append(status.kind())
                .append('\t')
                .append(status.from())
                .append("\t虚构\t")
                .append(AT)
                .append('\n');
    }

    private void card(Resident resident, CardRows rows) {
        NewPerson person = resident.person();
        CardRows.Row row = rows.of(resident.personKey(), person.areaCode(), person.idType(), person.idNumber(), AT);
        row.healthCard(into(LoadedTable.HEALTH_CARD));
        row.cardId(into(LoadedTable.CARD_ID));
        row.issued(into(LoadedTable.ISSUED));
    }

    private StringBuilder into(LoadedTable table) {
        return lines.computeIfAbsent(table, _ -> new StringBuilder());
    }

    byte[] bytes(LoadedTable table) {
        StringBuilder text = lines.get(table);
        return text == null ? new byte[0] : text.toString().getBytes(StandardCharsets.UTF_8);
    }
}
