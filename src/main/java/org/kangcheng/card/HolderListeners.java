package org.kangcheng.card;

import org.kangcheng.identity.PeopleMerged;
import org.kangcheng.identity.PeopleSplit;
import org.kangcheng.identity.PersonDeceased;
import org.kangcheng.identity.PersonMoved;
import org.kangcheng.identity.PersonVerified;
import org.springframework.modulith.events.ApplicationModuleListener;
import org.springframework.stereotype.Component;

/** Hears what happens to the holders of cards. */
@Component
class HolderListeners {
    private final FollowHolder follow;

    HolderListeners(FollowHolder follow) {
        this.follow = follow;
    }

    @ApplicationModuleListener(id = "card.place-on-person-moved")
    void on(PersonMoved moved) {
        follow.place(moved.personKey());
    }

    @ApplicationModuleListener(id = "card.one-card-on-people-merged")
    void on(PeopleMerged merged) {
        follow.merged(merged.retiredKey(), merged.currentKey());
    }

    @ApplicationModuleListener(id = "card.card-again-on-people-split")
    void on(PeopleSplit split) {
        follow.split(split.restoredKey());
    }

    @ApplicationModuleListener(id = "card.formal-on-person-verified")
    void on(PersonVerified verified) {
        follow.verified(verified.personKey());
    }

    @ApplicationModuleListener(id = "card.close-on-person-deceased")
    void on(PersonDeceased deceased) {
        follow.deceased(deceased.personKey());
    }
}
