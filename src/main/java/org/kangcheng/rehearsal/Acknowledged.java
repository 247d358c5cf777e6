package org.kangcheng.rehearsal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.kangcheng.booking.Appointment;
import org.kangcheng.booking.AppointmentId;
import org.kangcheng.booking.Appointments;
import org.kangcheng.encounter.Visit;
import org.kangcheng.encounter.Visits;
import org.kangcheng.governance.Items;
import org.kangcheng.kernel.PublicId;
import org.kangcheng.payment.PaymentOrder;
import org.kangcheng.payment.PaymentOrders;
import org.kangcheng.programme.FieldWork;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the platform said was done, kept outside it: whatever happens to the database, all of it must be there after. */
final class Acknowledged {
    private final Queue<AppointmentId> booked = new ConcurrentLinkedQueue<>();
    private final Set<AppointmentId> cancelled = ConcurrentHashMap.newKeySet();
    private final Map<Long, AtomicInteger> readings = new ConcurrentHashMap<>();
    private final Queue<PublicId> paid = new ConcurrentLinkedQueue<>();
    private final Queue<PublicId> finished = new ConcurrentLinkedQueue<>();
    private final Set<PublicId> delivered = ConcurrentHashMap.newKeySet();

    private final Map<String, Long> sent = new ConcurrentHashMap<>();

    private final Map<PublicId, Integer> moved = new ConcurrentHashMap<>();

    /** An item of a register has so many steps. */
    void moved(PublicId item, int steps) {
        moved.merge(item, steps, Math::max);
    }

    void booked(AppointmentId appointment) {
        booked.add(appointment);
    }

    void cancelled(AppointmentId appointment) {
        cancelled.add(appointment);
    }

    void read(long personKey) {
        readings.computeIfAbsent(personKey, _ -> new AtomicInteger()).incrementAndGet();
    }

    void paid(PublicId order) {
        paid.add(order);
    }

    void finished(PublicId visit) {
        finished.add(visit);
    }

    void delivered(PublicId delivery) {
        delivered.add(delivery);
    }

    /** A phone was told that its entry is in the books. */
    void sent(String key, long personKey) {
        sent.put(key, personKey);
    }

    int total() {
        return booked.size()
                + cancelled.size()
                + readings.values().stream().mapToInt(AtomicInteger::get).sum()
                + paid.size()
                + finished.size()
                + delivered.size()
                + sent.size()
                + moved.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** What is not there, each in a line without a person in it. */
    List<String> lost(
            Appointments appointments,
            PaymentOrders payments,
            Visits visits,
            FieldWork work,
            Items items,
            JdbcClient jdbc) {
        List<String> lost = new ArrayList<>();
        for (AppointmentId id : booked) {
            boolean kept = appointments.find(id).filter(it -> stands(it)).isPresent();
            note(lost, kept, "预约 " + id.appointmentId());
        }
        readings.forEach((person, count) -> note(lost, uses(jdbc, person) >= count.get(), "识读记录"));
        for (PublicId order : paid) {
            note(lost, payments.find(order).filter(PaymentOrder::paid).isPresent(), "支付 " + order.key());
        }
        for (PublicId visit : finished) {
            boolean kept = visits.find(visit)
                    .filter(it -> it.state() == Visit.State.FINISHED)
                    .isPresent();
            note(lost, kept, "就诊 " + visit.key());
        }
        moved.forEach((item, steps) ->
                note(lost, items.find(item).filter(it -> it.steps() >= steps).isPresent(), "台账事项 " + item.key()));
        delivered.forEach(delivery -> note(lost, work.stands(delivery), "公卫服务 " + delivery.key()));
        sent.forEach((key, person) -> note(lost, work.stands(person, key), "手机提交的公卫服务 " + key));
        return lost;
    }

    private boolean stands(Appointment appointment) {
        return cancelled.contains(appointment.id())
                ? appointment.state() == Appointment.State.CANCELLED
                : appointment.state().keepsNumber();
    }

    private static int uses(JdbcClient jdbc, long personKey) {
        return jdbc.sql("select count(*) from card.use_record where person_key = ?")
                .param(personKey)
                .query(Integer.class)
                .single();
    }

    private static void note(List<String> lost, boolean kept, String what) {
        if (!kept) {
            lost.add(what);
        }
    }
}
