package org.kangcheng.card;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.kangcheng.access.Actor;
import org.kangcheng.identity.People;
import org.springframework.stereotype.Component;

/** The cards of the residents: one live card a person. Each method checks that the actor may do it to that person. */
@Component
public class Cards {
    private final IssueCard issue;
    private final ChangeCard change;
    private final ReplaceCard replace;
    private final CardTable table;
    private final UseTable uses;
    private final People people;

    Cards(IssueCard issue, ChangeCard change, ReplaceCard replace, CardTable table, UseTable uses, People people) {
        this.issue = issue;
        this.change = change;
        this.replace = replace;
        this.table = table;
        this.uses = uses;
        this.people = people;
    }

    /** 申领. Formal where the person has a verified document, else temporary. Asked twice, the same card. */
    public IssueResult issue(Actor actor, long personKey) {
        return issue.issue(actor, personKey);
    }

    /** The live card of a current or retired key. */
    public Optional<HealthCard> of(long personKey) {
        return table.live(personKey).or(() -> table.live(people.resolve(personKey)));
    }

    /** 挂失, 暂停: no code is read until {@link #resume}; codes shown before stay dead. */
    public CardResult suspend(Actor actor, long personKey, @Nullable String reason) {
        return change.suspend(actor, people.resolve(personKey), reason);
    }

    public CardResult resume(Actor actor, long personKey, @Nullable String reason) {
        return change.resume(actor, people.resolve(personKey), reason);
    }

    /** 注销, for ever. Who applies again is issued another card, with the same id if the document is the same. */
    public CardResult cancel(Actor actor, long personKey, @Nullable String reason) {
        return change.cancel(actor, people.resolve(personKey), reason);
    }

    /** 换发: the temporary card becomes a formal one once the document is verified; the old code ends. */
    public CardResult upgrade(Actor actor, long personKey) {
        return replace.upgrade(actor, people.resolve(personKey));
    }

    /**
     * When the institution last read a dynamic code of this person itself. Neither a static code counts, which whoever
     * has copied it can show (a second factor is asked for before the record opens), nor what the institution merely
     * reports to have read: access to the record hangs on this.
     */
    public Optional<Instant> lastShownAt(long personKey, long institutionId) {
        return uses.lastDynamicAt(personKey, institutionId);
    }
}
