package org.kangcheng.programme;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.kangcheng.access.Actor;
import org.kangcheng.definition.Definition;
import org.kangcheng.definition.MadeDefinitions;
import org.kangcheng.definition.UnsoundException;
import org.kangcheng.kernel.CityTime;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** The programmes that the platform brings along. One that was changed on a page is no longer ours, and stays as it was changed. */
@Component
public class ShippedProgrammes {
    private static final Logger LOG = LoggerFactory.getLogger(ShippedProgrammes.class);
    private static final Actor SHIPPED = Actor.system("shipped");
    private static final String FILE = ".yaml";
    private static final Pattern VERSION = Pattern.compile("(?m)^version:.*$");

    private final Programmes programmes;
    private final SubjectTable subjects;
    private final TransactionTemplate transaction;
    private final Clock clock;

    ShippedProgrammes(Programmes programmes, SubjectTable subjects, TransactionTemplate transaction, Clock clock) {
        this.programmes = programmes;
        this.subjects = subjects;
        this.transaction = transaction;
        this.clock = clock;
    }

    /**
     * At each start, in production too: what checks no longer let pass gives way to the version before it, what is in force as
     * an older version of ours is brought up, and what we no longer bring along ends tomorrow. Of programs that start at the
     * same time one does it, and the others find it done.
     */
    @EventListener(ApplicationReadyEvent.class)
    public void keepUp() {
        keepUp(programmes.shipped());
    }

    void keepUp(List<Definition> shipped) {
        transaction.executeWithoutResult(_ -> {
            programmes.lockVersions();
            bringUpAll(shipped);
        });
    }

    private void bringUpAll(List<Definition> shipped) {
        programmes.settle();
        shipped.stream().filter(it -> programmes.newest(it.id()).isPresent()).forEach(this::bringUp);
        Set<String> files = shipped.stream().map(Definition::file).collect(Collectors.toSet());
        programmes.all().stream()
                .map(it -> it.programme().definition())
                .filter(it -> it.until() == null && it.file().endsWith(FILE) && !files.contains(it.file()))
                .forEach(this::withdraw);
    }

    /** For a demonstration: what was never in force, too. The people are gathered in the background. */
    public void ensure() {
        transaction.executeWithoutResult(_ -> {
            programmes.lockVersions();
            programmes.shipped().forEach(this::bringUp);
        });
    }

    private void bringUp(Definition shipped) {
        boolean ours = programmes
                .newest(shipped.id())
                .map(it -> it.file().equals(shipped.file()) && it.version() < shipped.version())
                .orElse(true);
        if (ours && shipped.inForceOn(CityTime.today(clock))) {
            try {
                programmes.putInForce(SHIPPED, shipped.file(), shipped.text());
            } catch (UnsoundException e) {
                throw new IllegalStateException(shipped.id() + " is shipped and unsound", e);
            }
        }
    }

    /** By one more version of it, which has an end: its figures stay, as those of any programme that is over. */
    private void withdraw(Definition old) {
        LocalDate until = CityTime.today(clock).plusDays(1);
        int version =
                programmes.newest(old.id()).map(MadeDefinitions.Text::version).orElse(old.version());
        String text = VERSION.matcher(old.text()).replaceFirst("version: " + (version + 1) + "\nuntil: " + until);
        try {
            programmes.putInForce(SHIPPED, old.file(), text);
            LOG.warn("programme {} is no longer shipped and ends on {}", old.id(), until);
        } catch (UnsoundException e) {
            LOG.error("programme {} is no longer shipped, and could not be ended: {}", old.id(), e.getMessage());
        }
    }

    /** All of them are in force, or were, and the people of each programme have been gathered. */
    public boolean gathered() {
        boolean all = programmes.shipped().stream()
                .filter(shipped -> shipped.inForceOn(CityTime.today(clock)))
                .allMatch(shipped -> programmes.newest(shipped.id()).isPresent());
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
