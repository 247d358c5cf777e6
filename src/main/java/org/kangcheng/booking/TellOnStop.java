package org.kangcheng.booking;

import java.time.Clock;
import java.util.List;
import org.kangcheng.access.TextMessages;
import org.kangcheng.directory.Institution;
import org.kangcheng.directory.Institutions;
import org.kangcheng.identity.People;
import org.springframework.modulith.events.ApplicationModuleListener;
import org.springframework.stereotype.Component;

/** Sends whoever lost a number by a stop a text message, once. */
@Component
class TellOnStop {
    private final PersonAppointmentTable persons;
    private final People people;
    private final Institutions institutions;
    private final TextMessages messages;
    private final Clock clock;

    TellOnStop(
            PersonAppointmentTable persons,
            People people,
            Institutions institutions,
            TextMessages messages,
            Clock clock) {
        this.persons = persons;
        this.people = people;
        this.institutions = institutions;
        this.messages = messages;
        this.clock = clock;
    }

    @ApplicationModuleListener(id = "booking.tell-on-stop")
    void on(AppointmentStopped stopped) {
        if (!persons.markTold(stopped.personKey(), stopped.appointmentId(), clock.instant())) {
            return;
        }
        String hospital = institutions
                .find(stopped.institutionId())
                .map(Institution::name)
                .orElse("医院");
        persons.find(List.of(stopped.personKey()), stopped.appointmentId())
                .ifPresent(appointment -> people.identifiers(stopped.personKey())
                        .map(People.Identifiers::phone)
                        .ifPresent(phone -> messages.send(
                                phone,
                                "【康城】%s通知:您预约的%s的门诊停诊,号已退,不计爽约。请另约时间,给您带来不便,敬请谅解。"
                                        .formatted(hospital, Times.minute(appointment.startsAt())))));
    }
}
