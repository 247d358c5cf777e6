package org.kangcheng.booking;

/** A person gave a number back; it can be sold again. */
public record AppointmentCancelled(long institutionId, long appointmentId, long personKey) {}
