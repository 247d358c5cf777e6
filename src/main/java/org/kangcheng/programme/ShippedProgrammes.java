package org.kangcheng.programme;

import java.time.Clock;
import org.kangcheng.access.Actor;
import org.kangcheng.definition.Definition;
import org.kangcheng.definition.UnsoundException;
import org.kangcheng.kernel.CityTime;
import org.springframework.stereotype.Component;

/** The programmes that the platform brings along. */
@Component
public class ShippedProgrammes {
    private final Programmes programmes;
    private final SubjectTable subjects;
    private final Clock clock;

    ShippedProgrammes(Programmes programmes, SubjectTable subjects, Clock clock) {
        this.programmes = programmes;
        this.subjects = subjects;
        this.clock = clock;
    }

    /**
     * Puts in force what is not, and what is as an older version of ours; one that was changed on a page stays as it was
     * changed. The people are gathered in the background.
     */
    public void ensure() {
        for (Definition shipped : programmes.shipped()) {
            boolean ours = isNewer(shipped);
            if (ours && shipped.inForceOn(CityTime.today(clock))) {
                try {
                    programmes.putInForce(Actor.system("shipped"), shipped.file(), shipped.text());
                } catch (UnsoundException e) {
                    throw new IllegalStateException(shipped.id() + " is shipped and unsound", e);
                }
            }
        }
    }

    private boolean isNewer(Definition shipped) {
        boolean older = programmes
                .find(shipped.id())
                .map(it -> it.programme().definition())
                .map(it -> it.file().equals(shipped.file()) && it.version() < shipped.version())
                .orElse(true);
        return older
                && programmes.unsound().stream()
                        .filter(it -> it.id().equals(shipped.id()))
                        .allMatch(it -> it.file().equals(shipped.file()) && it.version() < shipped.version());
    }

    /** All of them are in force, and the people of each programme have been gathered. */
    public boolean gathered() {
        boolean all = programmes.shipped().stream()
                .filter(shipped -> shipped.inForceOn(CityTime.today(clock)))
                .allMatch(shipped -> programmes.find(shipped.id()).isPresent());
        return all && programmes.all().stream().noneMatch(InForce::computing);
    }

    /**
     * Puts another one in force beside them, as the page does.
     *
     * @throws UnsoundException with everything that is wrong with it
     */
    public void putInForce(Actor actor, String file, String text) throws UnsoundException {
        programmes.putInForce(actor, file, text);
    }

    /** People were loaded past everybody's notice: they are taken over when people are gathered next. */
    public void peopleLoaded() {
        subjects.adoptAnew();
    }
}
