package org.kangcheng.booking;

/** A person has a number. */
public record AppointmentBooked(long institutionId, long appointmentId, long personKey) {}
