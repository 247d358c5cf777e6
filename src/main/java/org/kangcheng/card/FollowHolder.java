package org.kangcheng.card;

import java.util.Optional;
import org.kangcheng.access.Actor;
import org.kangcheng.identity.People;
import org.kangcheng.identity.Person;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * What a card does when its holder moves, is verified, dies, or turns out to be somebody else. Each looks at how things
 * stand instead of trusting what it was told, so it may run late, twice and in any order.
 */
@Component
class FollowHolder {
    private static final Actor PLATFORM = Actor.system("健康卡");

    private final People people;
    private final CardTable cards;
    private final IssuedTable issued;
    private final IssueCard issue;
    private final ChangeCard change;
    private final ReplaceCard replace;

    FollowHolder(
            People people,
            CardTable cards,
            IssuedTable issued,
            IssueCard issue,
            ChangeCard change,
            ReplaceCard replace) {
        this.people = people;
        this.cards = cards;
        this.issued = issued;
        this.issue = issue;
        this.change = change;
        this.replace = replace;
    }

    /** The village where the holder lives now counts the card; while nobody knows which that is, none does. */
    @Transactional
    void place(long personKey) {
        Optional<HealthCard> card = cards.lock(personKey);
        Optional<Person> person = people.find(personKey);
        if (card.isPresent() && person.isPresent()) {
            String from = card.get().areaCode();
            String to = person.get().areaCode();
            boolean known = people.residenceKnown(person.get().personKey());
            if (!from.equals(to)) {
                issued.move(personKey, from, known ? to : null);
                cards.countIn(card.get(), to);
            } else if (known) {
                issued.add(to, personKey);
            }
        }
    }

    /** One person, one card: the retired key's ends, and the current one has a card in the same state if it had none. */
    @Transactional
    void merged(long retiredKey, long currentKey) {
        Optional<HealthCard> card = cards.lock(retiredKey);
        Optional<Person> current = people.find(currentKey);
        if (card.isPresent() && current.isPresent() && current.get().personKey() != retiredKey) {
            change.close(PLATFORM, card.get(), Closing.MERGED, "主索引合并");
            issue.issue(PLATFORM, current.get(), card.get().status());
            replace.upgrade(PLATFORM, current.get().personKey());
        }
    }

    /** Somebody of her own again: she gets a card again, if the merge had taken hers. */
    @Transactional
    void split(long restoredKey) {
        Optional<Person> restored = people.find(restoredKey);
        if (restored.isPresent() && restored.get().personKey() == restoredKey && cards.lostByMerge(restoredKey)) {
            issue.issue(PLATFORM, restored.get(), CardStatus.NORMAL);
        }
    }

    /** The temporary card becomes a formal one. */
    @Transactional
    void verified(long personKey) {
        replace.upgrade(PLATFORM, people.resolve(personKey));
    }

    @Transactional
    void deceased(long personKey) {
        cards.lock(people.resolve(personKey)).ifPresent(card -> change.close(PLATFORM, card, Closing.DECEASED, "死亡登记"));
    }
}
