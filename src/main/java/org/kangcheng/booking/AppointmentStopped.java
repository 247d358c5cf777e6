package org.kangcheng.booking;

/** 停诊: the session will not be held, and this person's number with it. */
public record AppointmentStopped(long institutionId, long appointmentId, long personKey) {}
