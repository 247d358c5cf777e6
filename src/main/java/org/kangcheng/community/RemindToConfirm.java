package org.kangcheng.community;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.kangcheng.access.TextMessages;
import org.kangcheng.identity.People;
import org.kangcheng.programme.PersonalServices;
import org.kangcheng.programme.ServiceAwaitsConfirmation;
import org.springframework.modulith.events.ApplicationModuleListener;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Asks the resident by text message to confirm what was recorded for her: at once, and again after three days. */
@Component
class RemindToConfirm {
    private static final Duration AGAIN_AFTER = Duration.ofDays(3);
    private static final Duration A_DAY = Duration.ofDays(1);

    private final PersonalServices services;
    private final People people;
    private final TextMessages messages;
    private final Clock clock;

    RemindToConfirm(PersonalServices services, People people, TextMessages messages, Clock clock) {
        this.services = services;
        this.people = people;
        this.messages = messages;
        this.clock = clock;
    }

    /** May run twice: then she is asked twice; and not at all when she has confirmed meanwhile. */
    @ApplicationModuleListener(id = "community.ask-to-confirm")
    void on(ServiceAwaitsConfirmation recorded) {
        services.unconfirmed(recorded.personKey()).stream()
                .filter(it -> it.deliveryId() == recorded.deliveryId() && it.waiting())
                .findFirst()
                .ifPresent(it -> send(recorded.personKey(), it.worker(), it.title()));
    }

    @Scheduled(cron = "0 30 9 * * *", zone = "Asia/Shanghai")
    void remind() {
        Instant until = clock.instant().minus(AGAIN_AFTER);
        services.waitingSince(until.minus(A_DAY), until).forEach(it -> send(it.personKey(), it.worker(), it.title()));
    }

    private void send(long personKey, String worker, String title) {
        people.identifiers(personKey)
                .map(People.Identifiers::phone)
                .ifPresent(phone -> messages.send(
                        phone, "【康城】%s为您记录了服务“%s”。请在“健康聊城”的“家庭医生”中确认；如果没有做过，请如实反映。".formatted(worker, title)));
    }
}
