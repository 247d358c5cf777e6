package org.kangcheng.governance;

import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.kangcheng.access.Actor;
import org.kangcheng.definition.Definition;
import org.kangcheng.definition.Definitions;
import org.kangcheng.definition.Finding;
import org.kangcheng.definition.MadeDefinitions;
import org.kangcheng.definition.UnsoundException;
import org.kangcheng.kernel.CityTime;
import org.kangcheng.kernel.Refusal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.util.function.SingletonSupplier;

/**
 * Which registers are in force, and every version that an item may live by. One that was changed on a page is no longer
 * ours, and stays as it was changed.
 */
@Component
public class Registers {
    private static final Logger LOG = LoggerFactory.getLogger(Registers.class);
    private static final Actor SHIPPED = Actor.system("shipped");
    private static final String PAGE = "page";
    private static final Refusal UNKNOWN = Refusal.notFound("没有这个台账。");

    /** A register with its number. */
    record InForce(int no, Register register) {
        public String id() {
            return register.id();
        }

        public String title() {
            return register.title();
        }
    }

    /**
     * 待修正: what was sound when it was put in force, and is not by checks that have become stricter since. The version before
     * it takes its place; items that live by it go on as it is written.
     *
     * @param instead the version that is in force in its place; null where there is none: nothing new is opened
     */
    record Unsound(String id, int version, @Nullable Integer instead, List<Finding> findings) {}

    /**
     * 随程序提供而未采用: a shipped definition, or a newer version of one, that is not in force here.
     *
     * @param made the newest version that was put in force here; 0 where none ever was
     */
    record Offer(Definition definition, int made) {}

    /** @param rows what it was read from: all registers that there ever were */
    private record Known(List<RegisterTable.Row> rows, List<InForce> inForce, List<Unsound> unsound) {
        String id(int registerNo) {
            return rows.stream()
                    .filter(it -> it.registerNo() == registerNo)
                    .map(RegisterTable.Row::id)
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** No version of a register can be read any more: what lives by it stands still until a newer platform reads it. */
    static final class UnreadableException extends IllegalStateException {
        private static final long serialVersionUID = 1L;

        UnreadableException(String register, Exception why) {
            super("nothing of register " + register + " can be read", why);
        }
    }

    private record Version(String id, int version) {}

    private final RegisterTable table;
    private final MadeDefinitions made;
    private final Definitions definitions = new Definitions(List.of(new RegisterEngine()));
    private final Supplier<List<Definition>> shipped = SingletonSupplier.of(definitions::shipped);
    private final Clock clock;
    private final Map<Version, Register> versions = new ConcurrentHashMap<>();
    private volatile @Nullable Known known;

    Registers(RegisterTable table, MadeDefinitions made, Clock clock) {
        this.table = table;
        this.made = made;
        this.clock = clock;
    }

    List<InForce> all() {
        return known().inForce;
    }

    List<Unsound> unsound() {
        return known().unsound;
    }

    private Known known() {
        Known all = known;
        if (all == null) {
            all = load();
            known = all;
        }
        return all;
    }

    Optional<InForce> find(String id) {
        return all().stream().filter(it -> it.id().equals(id)).findFirst();
    }

    InForce require(String id) {
        return find(id).orElseThrow(UNKNOWN::asException);
    }

    /** The register as it was when the item was opened. */
    Register of(Item item) {
        Version version = new Version(known().id(item.registerNo()), item.version());
        Register read = versions.get(version);
        if (read == null) {
            // Two may read it at once: nobody waits for another who waits for the database.
            read = asWritten(version);
            versions.put(version, read);
        }
        return read;
    }

    /** What another process of the platform has put in force is known soon. */
    @Scheduled(fixedDelay = 5000, initialDelay = 5000)
    void reload() {
        Known all = known;
        if (all != null && !all.rows.equals(table.all())) {
            known = null;
        }
    }

    /**
     * Puts a definition in force, or a newer version of one; items that are open go on by the version that they have.
     *
     * @throws UnsoundException with everything that is wrong with it
     */
    @Transactional
    public void putInForce(Actor actor, String text) throws UnsoundException {
        putInForce(actor, file(text), text);
    }

    void putInForce(Actor actor, String file, String text) throws UnsoundException {
        Definition definition = definitions.read(file, text);
        if (!definition.inForceOn(CityTime.today(clock))) {
            throw new UnsoundException("from", "今天不在生效期内。");
        }
        int newest = made.newest(RegisterEngine.NAME, definition.id())
                .map(MadeDefinitions.Text::version)
                .orElse(0);
        if (newest >= definition.version()) {
            throw new UnsoundException("version", "“%s”已有第 %d 版，新的版本号应更大。".formatted(definition.id(), newest));
        }
        made.save(definition, actor.name(), clock.instant());
        table.save(RegisterEngine.read(definition));
        forget();
    }

    /** Now, for whoever goes on in this transaction; and after it, for whoever read meanwhile what was in force before. */
    private void forget() {
        known = null;
        if (TransactionSynchronizationManager.isSynchronizationActive()) {
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void afterCommit() {
                    known = null;
                }
            });
        }
    }

    /** What is taken as it is shipped stays ours, and is brought up with the platform. */
    private String file(String text) {
        return shipped.get().stream()
                .filter(it -> it.text().equals(text.replace("\r\n", "\n")))
                .map(Definition::file)
                .findFirst()
                .orElse(PAGE);
    }

    /** For a demonstration: all that the platform brings along. In production nothing is in force until somebody has read it. */
    @Transactional
    public void ensureShipped() {
        Map<String, MadeDefinitions.Text> newest = newest();
        shipped.get().forEach(it -> bringUp(it, newest.get(it.id())));
    }

    /** At each start, in production too: what is in force as an older version of ours is brought up. */
    @Transactional
    @EventListener(ApplicationReadyEvent.class)
    public void keepUp() {
        keepUp(shipped.get());
    }

    void keepUp(List<Definition> brought) {
        Map<String, MadeDefinitions.Text> newest = newest();
        brought.stream().filter(it -> newest.containsKey(it.id())).forEach(it -> bringUp(it, newest.get(it.id())));
    }

    private void bringUp(Definition brought, MadeDefinitions.@Nullable Text before) {
        boolean ours = before == null || before.file().equals(brought.file()) && before.version() < brought.version();
        if (ours && brought.inForceOn(CityTime.today(clock))) {
            try {
                putInForce(SHIPPED, brought.file(), brought.text());
            } catch (UnsoundException e) {
                throw new IllegalStateException(brought.id() + " is shipped and unsound", e);
            }
        }
    }

    /** What comes with the platform and is not in force: never was, or was changed on a page and not brought up since. */
    List<Offer> offers() {
        return offers(shipped.get());
    }

    List<Offer> offers(List<Definition> brought) {
        Map<String, MadeDefinitions.Text> newest = newest();
        return brought.stream()
                .map(it -> new Offer(
                        it,
                        Optional.ofNullable(newest.get(it.id()))
                                .map(MadeDefinitions.Text::version)
                                .orElse(0)))
                .filter(it -> it.made < it.definition.version() && it.definition.inForceOn(CityTime.today(clock)))
                .toList();
    }

    private Map<String, MadeDefinitions.Text> newest() {
        return made.newest(RegisterEngine.NAME).stream().collect(Collectors.toMap(MadeDefinitions.Text::id, it -> it));
    }

    /** The text of a version; of a shipped one that is not in force here too. */
    Optional<String> text(String id, int version) {
        return made.find(RegisterEngine.NAME, id, version)
                .map(MadeDefinitions.Text::text)
                .or(() -> shipped.get().stream()
                        .filter(it -> it.id().equals(id) && it.version() == version)
                        .map(Definition::text)
                        .findFirst());
    }

    List<Finding> check(String text) {
        try {
            definitions.read("", text);
            return List.of();
        } catch (UnsoundException e) {
            return e.findings();
        }
    }

    private Known load() {
        Map<String, List<MadeDefinitions.Text>> texts =
                made.versions(RegisterEngine.NAME).stream().collect(Collectors.groupingBy(MadeDefinitions.Text::id));
        List<RegisterTable.Row> rows = table.all();
        List<InForce> inForce = new ArrayList<>();
        List<Unsound> unsound = new ArrayList<>();
        for (RegisterTable.Row row : rows) {
            newestSound(row, texts.getOrDefault(row.id(), List.of()), unsound).ifPresent(inForce::add);
        }
        return new Known(rows, List.copyOf(inForce), List.copyOf(unsound));
    }

    /** @param texts of one register, the newest first @param unsound what is set aside is added to it */
    private static Optional<InForce> newestSound(
            RegisterTable.Row row, List<MadeDefinitions.Text> texts, List<Unsound> unsound) {
        Map<Integer, List<Finding>> aside = new LinkedHashMap<>();
        Register sound = null;
        for (MadeDefinitions.Text text : texts) {
            try {
                sound = RegisterEngine.read(Definitions.unchecked(text.file(), text.text()));
                break;
            } catch (UnsoundException e) {
                LOG.error("register {} version {} is set aside: {}", row.id(), text.version(), e.getMessage());
                aside.put(text.version(), e.findings());
            }
        }
        Integer instead = sound == null ? null : sound.definition().version();
        aside.forEach((version, findings) -> unsound.add(new Unsound(row.id(), version, instead, findings)));
        return Optional.ofNullable(sound).map(it -> new InForce(row.registerNo(), it));
    }

    private Register asWritten(Version version) {
        MadeDefinitions.Text text =
                made.find(RegisterEngine.NAME, version.id, version.version).orElseThrow();
        try {
            return RegisterEngine.asWritten(Definitions.unchecked(text.file(), text.text()));
        } catch (UnsoundException e) {
            LOG.error("register {} version {} cannot be read: {}", version.id, version.version, e.getMessage());
            return find(version.id)
                    .map(it -> it.register().still())
                    .orElseThrow(() -> new UnreadableException(version.id, e));
        }
    }
}
