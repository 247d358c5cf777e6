package org.kangcheng.booking;

/**
 * An appointment as the resident's pages show it.
 *
 * @param cancellable now, by the institution's rules
 */
record AppointmentView(
        String id,
        String institution,
        String department,
        String doctor,
        String kind,
        String place,
        String day,
        String time,
        int slotNo,
        String fee,
        Appointment.State state,
        boolean today,
        boolean cancellable,
        long cancelMinutes,
        long lateMinutes) {}
