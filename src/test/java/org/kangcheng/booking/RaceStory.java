package org.kangcheng.booking;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.kangcheng.booking.Appointment.State;
import org.kangcheng.booking.BookResult.AlreadyBooked;
import org.kangcheng.booking.BookResult.Booked;
import org.kangcheng.booking.BookResult.Closed;
import org.kangcheng.booking.BookResult.Full;
import org.kangcheng.directory.Department;
import org.kangcheng.terminology.CareChannel;

/** 抢号: many ask at the same moment. */
class RaceStory extends BookingPlatform {
    private static final int THREADS = 64;

    @Test
    void aRushSellsEachNumberOnceAndLosesNone() throws Exception {
        List<Session> ten = tenSessions(20);
        List<Callable<Set<SlotId>>> buyers = IntStream.range(0, THREADS)
                .<Callable<Set<SlotId>>>mapToObj(n -> () -> buyUntilSoldOut(ten))
                .toList();

        List<SlotId> sold = new ArrayList<>();
        atOnce(buyers).forEach(sold::addAll);

        assertThat(sold).hasSize(200).doesNotHaveDuplicates();
        ten.forEach(session ->
                assertThat(slots.bySession(session.id())).allMatch(slot -> slot.status() == Slot.Status.BOOKED));
    }

    @Test
    void onePersonFromTwoPhonesGetsOneNumber() throws Exception {
        Session session = session(100);
        for (int round = 0; round < 20; round++) {
            long person = somebody();
            List<BookResult> results = atOnce(copies(4, () -> book(session, person)));
            assertThat(results).filteredOn(Booked.class::isInstance).hasSize(1);
            assertThat(results).filteredOn(AlreadyBooked.class::isInstance).hasSize(3);
        }
        assertThat(free(session)).isEqualTo(80);
    }

    @Test
    void oneRequestSentFourTimesAtOnceGetsOneAnswer() throws Exception {
        Session session = session(100);
        for (int round = 0; round < 20; round++) {
            Booking request = Booking.next(session.id(), somebody(), CareChannel.INSTITUTION, "request");
            Set<BookResult> answers = new HashSet<>(atOnce(copies(4, () -> appointments.book(request))));
            assertThat(answers).hasSize(1).allMatch(Booked.class::isInstance);
        }
        assertThat(free(session)).isEqualTo(80);
    }

    @Test
    void fourWhoWantTheSameNumberOneGetsIt() throws Exception {
        Session session = session(20);
        for (int slotNo = 1; slotNo <= 20; slotNo++) {
            SlotId slot = session.id().slot(slotNo);
            List<Long> people = List.of(somebody(), somebody(), somebody(), somebody());
            List<Callable<BookResult>> wishes = people.stream()
                    .<Callable<BookResult>>map(person ->
                            () -> appointments.book(Booking.of(slot, person, CareChannel.COUNTER, "k" + slot)))
                    .toList();
            assertThat(atOnce(wishes)).filteredOn(Booked.class::isInstance).hasSize(1);
        }
    }

    @Test
    void cancellingAndCheckingInAtOnceOnlyOneHappens() throws Exception {
        Session session = session(20);
        for (int round = 0; round < 20; round++) {
            long person = somebody();
            Appointment appointment = booked(session, person);
            atOnce(List.<Callable<ChangeResult>>of(
                    () -> appointments.cancel(person, appointment.id(), "不来了"),
                    () -> appointments.checkIn(person, appointment.id()),
                    () -> appointments.cancel(person, appointment.id(), "不来了")));
            assertThat(appointments.find(appointment.id()).orElseThrow().state())
                    .isIn(State.CANCELLED, State.CHECKED_IN);
        }
    }

    @Test
    void aStopInTheMiddleOfARushLeavesNobodyInTheRoom() throws Exception {
        Session session = session(100);
        List<Callable<BookResult>> wishes = new ArrayList<>(copies(40, () -> book(session, somebody())));
        wishes.add(20, () -> {
            sessions.stop(session.id(), "停电");
            return new Closed(true);
        });

        assertThat(atOnce(wishes))
                .allMatch(answer -> answer instanceof Booked || answer instanceof Full || answer instanceof Closed);
        assertThat(appointments.ofSession(session.id())).isEmpty();
    }

    private List<Session> tenSessions(int capacity) {
        List<Department> clinics = clinics();
        return IntStream.range(0, 10)
                .mapToObj(n ->
                        created(plan(clinics.get(n % 5), today.plusDays(1), n < 5 ? HalfDay.AM : HalfDay.PM, capacity)))
                .toList();
    }

    private Set<SlotId> buyUntilSoldOut(List<Session> sessions) {
        Set<SlotId> bought = new HashSet<>();
        List<Session> open = new ArrayList<>(sessions);
        RandomGenerator random = RandomGenerator.of("L64X128MixRandom");
        while (!open.isEmpty()) {
            Session session = open.get(random.nextInt(open.size()));
            switch (book(session, somebody())) {
                case Booked(Appointment appointment) -> bought.add(appointment.slot());
                case Full _ -> open.remove(session);
                case BookResult other -> throw new AssertionError(other);
            }
        }
        return bought;
    }

    private static <T> List<Callable<T>> copies(int times, Callable<T> task) {
        return IntStream.range(0, times).mapToObj(n -> task).toList();
    }

    private static <T> List<T> atOnce(List<Callable<T>> tasks) throws Exception {
        CyclicBarrier start = new CyclicBarrier(tasks.size());
        List<T> results = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<T>> running = new ArrayList<>();
            for (Callable<T> task : tasks) {
                running.add(threads.submit(() -> {
                    start.await();
                    return task.call();
                }));
            }
            for (Future<T> one : running) {
                results.add(one.get());
            }
        }
        return results;
    }
}
