package org.kangcheng.booking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.kangcheng.booking.Slot.Status;
import org.kangcheng.kernel.Refused;
import org.kangcheng.kernel.Slice;

/** 查号: numbers are found by what they are now, in slices that neither repeat nor leave out. */
class SlotSearchStory extends BookingPlatform {
    @Test
    void aSlotsIdSaysWhereItIs() {
        SlotId id = new SlotId(4711, 815, 12);

        assertThat(SlotId.parse(id.toString())).contains(id);
        assertThat(List.of(
                        "", "-", "x-1", id.session().toString(), id.session() + "-0", id.session() + "-0012", id + "9"))
                .allMatch(text -> SlotId.parse(text).isEmpty()
                        || !SlotId.parse(text).get().equals(id));
    }

    @Test
    void freeNumbersOfTheInstitutionInSlices() {
        Session today = session(5);
        Session tomorrow = created(plan(clinic, this.today.plusDays(1), HalfDay.AM, 5));
        booked(today, somebody());

        List<SlotId> found = all(SlotQuery.freeOf(hospital.institutionId()), 4);

        assertThat(found).containsExactlyElementsOf(concat(numbers(today, 2, 5), numbers(tomorrow, 1, 5)));
    }

    @Test
    void aSessionsNumbersByStatus() {
        Session session = session(3);
        booked(session, somebody());

        assertThat(all(SlotQuery.of(session.id()), 10)).hasSize(3);
        assertThat(byStatus(session, Status.BOOKED)).isEqualTo(numbers(session, 1, 1));
        assertThat(byStatus(session, Status.FREE)).isEqualTo(numbers(session, 2, 3));
        sessions.stop(session.id(), "停电");
        assertThat(byStatus(session, Status.UNAVAILABLE)).isEqualTo(numbers(session, 1, 3));
    }

    @Test
    void whatIsNotReleasedIsNotFree() {
        Session later = created(plan(clinic, today.plusDays(9), HalfDay.AM, 2));

        assertThat(byStatus(later, Status.FREE)).isEmpty();
        assertThat(byStatus(later, Status.UNAVAILABLE)).hasSize(2);
    }

    @Test
    void aCursorThatWeDidNotGiveIsRefused() {
        assertThatThrownBy(() -> slots.search(SlotQuery.freeOf(null), "1-2-x", 10))
                .isInstanceOf(Refused.class);
    }

    private List<SlotId> byStatus(Session session, Status status) {
        return all(new SlotQuery(null, session.id(), status, null, null), 10);
    }

    private List<SlotId> all(SlotQuery query, int limit) {
        List<SlotId> found = new ArrayList<>();
        @Nullable String after = null;
        do {
            Slice<Slot> slice = slots.search(query, after, limit);
            slice.items().forEach(slot -> found.add(slot.id()));
            after = slice.next();
        } while (after != null);
        return found;
    }

    private static List<SlotId> numbers(Session session, int first, int last) {
        return IntStream.rangeClosed(first, last).mapToObj(session.id()::slot).toList();
    }

    private static List<SlotId> concat(List<SlotId> one, List<SlotId> other) {
        List<SlotId> both = new ArrayList<>(one);
        both.addAll(other);
        return both;
    }
}
