package org.kangcheng.programme;

import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.util.function.SingletonSupplier;

/** Which programmes are in force. */
@Component
class Programmes {
    private static final Logger LOG = LoggerFactory.getLogger(Programmes.class);

    private final ProgrammeTable table;
    private final VillageTaskTable villages;
    private final MadeDefinitions made;
    private final Definitions definitions = new Definitions(List.of(new ProgrammeEngine()));
    private final Supplier<List<Definition>> shipped = SingletonSupplier.of(definitions::shipped);
    private final Clock clock;
    /** Null when something was put in force since. */
    private final AtomicReference<@Nullable Known> known = new AtomicReference<>();

    /**
     * @param rows what the programmes were read from
     * @param over those whose time is over
     * @param unsound those that stand still
     */
    private record Known(
            List<ProgrammeTable.Row> rows, List<InForce> programmes, List<InForce> over, List<Unsound> unsound) {
        InForce find(String id) {
            return programmes.stream()
                    .filter(it -> it.programme().id().equals(id))
                    .findFirst()
                    .orElseThrow();
        }
    }

    /**
     * 待修正: what was sound when it was put in force, and is not by checks that have become stricter since. The version before
     * it takes its place ({@link #settle}). Where there is none it stands still: its people and duties stay as they are, nobody
     * is served by it, until a corrected version is put in force.
     *
     * @param instead the version that is in force in its place; null where it stands still
     * @param services that stand still
     */
    record Unsound(
            String id,
            int version,
            @Nullable Integer instead,
            String text,
            Set<Integer> services,
            List<Finding> findings) {}

    /**
     * 随程序提供而未采用: a shipped definition, or a newer version of one, that is not in force here.
     *
     * @param made the newest version that was put in force here; 0 where none ever was
     */
    record Offer(Definition definition, int made) {}

    Programmes(ProgrammeTable table, VillageTaskTable villages, MadeDefinitions made, Clock clock) {
        this.table = table;
        this.villages = villages;
        this.made = made;
        this.clock = clock;
    }

    List<InForce> all() {
        return known().programmes;
    }

    /** 已结束: whose time is over; nobody is served by them any more, their figures stay. */
    List<InForce> over() {
        return known().over;
    }

    List<Unsound> unsound() {
        return known().unsound;
    }

    /** Whether a service's programme stands still: what is due by it stays as it is. */
    boolean standsStill(int serviceNo) {
        return unsound().stream().anyMatch(it -> it.services().contains(serviceNo));
    }

    /** The programme, still being wound up village by village, that the service belongs to. */
    Optional<InForce> ending(int serviceNo) {
        return over().stream().filter(it -> it.ending() && it.owns(serviceNo)).findFirst();
    }

    private Known known() {
        Known all = known.get();
        return all == null ? current() : all;
    }

    /** As it stands now. Who has read more slowly than another does not put back what she has read. */
    private Known current() {
        Known before = known.get();
        List<ProgrammeTable.Row> rows = table.all();
        if (before != null && before.rows.equals(rows)) {
            return before;
        }
        Known now = load(rows);
        known.compareAndSet(before, now);
        return now;
    }

    /**
     * What is in force, for whoever keeps people by it: until the end of the caller's transaction no programme's people are
     * begun to be gathered, so that each is kept or gathered by a list that names the programme.
     */
    List<InForce> toKeepBy() {
        table.lockAgainstGathering();
        return current().programmes;
    }

    /** Of which people are to be gathered; whoever kept people by an older list has finished. */
    List<InForce> toGather() {
        List<InForce> waiting =
                current().programmes.stream().filter(InForce::computing).toList();
        if (!waiting.isEmpty()) {
            table.awaitKeepers();
        }
        return waiting;
    }

    Optional<InForce> find(String id) {
        return all().stream().filter(it -> it.programme().id().equals(id)).findFirst();
    }

    Optional<InForce> ofService(int serviceNo) {
        return all().stream().filter(it -> it.owns(serviceNo)).findFirst();
    }

    /** A service that is in force. */
    Optional<Service> service(int serviceNo) {
        return ofService(serviceNo).flatMap(it -> it.service(serviceNo));
    }

    /**
     * Puts a definition in force, or a newer version of one. Its people are gathered afterwards.
     *
     * @throws UnsoundException with everything that is wrong with it
     */
    @Transactional
    public InForce putInForce(Actor actor, String file, String text) throws UnsoundException {
        Definition definition = definitions.read(file, text);
        table.lockVersions();
        if (!definition.inForceOn(CityTime.today(clock))) {
            throw new UnsoundException("from", "今天不在生效期内。");
        }
        int newest = newest(definition.id()).map(MadeDefinitions.Text::version).orElse(0);
        if (newest >= definition.version()) {
            throw new UnsoundException("version", "“%s”已有第 %d 版，新的版本号应更大。".formatted(definition.id(), newest));
        }
        made.save(definition, actor.name(), clock.instant());
        return begin(ProgrammeEngine.read(definition));
    }

    /** For a transaction that has changed nothing yet: until its end nobody else puts a version in force, and all that is there is known. */
    void lockVersions() {
        table.lockVersions();
        reload();
    }

    private InForce begin(Programme programme) {
        boolean known = known().rows.stream().anyMatch(row -> row.id().equals(programme.id()));
        Optional<InForce> before = find(programme.id());
        table.save(programme);
        forgetAfterCommit();
        InForce now = load(table.all()).find(programme.id());
        if (known) {
            redate(before, now);
        }
        return now;
    }

    /**
     * Of each programme the newest version that is sound is in force: one that stricter checks find unsound gives way to the
     * one before it, and comes back when it is found sound again. For a start of the platform.
     */
    @Transactional
    public void settle() {
        Map<String, List<MadeDefinitions.Text>> versions = versions();
        for (ProgrammeTable.Row row : known().rows) {
            if (!row.over()) {
                versions.getOrDefault(row.id(), List.of()).stream()
                        .flatMap(text -> sound(text).stream())
                        .findFirst()
                        .filter(it -> it.definition().version() != row.version()
                                && it.definition().inForceOn(CityTime.today(clock)))
                        .ifPresent(it -> {
                            LOG.warn(
                                    "programme {}: version {} in the place of version {}",
                                    row.id(),
                                    it.definition().version(),
                                    row.version());
                            begin(it);
                        });
            }
        }
    }

    private Map<String, List<MadeDefinitions.Text>> versions() {
        return made.versions(ProgrammeEngine.NAME).stream().collect(Collectors.groupingBy(MadeDefinitions.Text::id));
    }

    private Optional<Programme> sound(MadeDefinitions.Text text) {
        try {
            return Optional.of(read(text));
        } catch (UnsoundException e) {
            return Optional.empty();
        }
    }

    private Programme read(MadeDefinitions.Text text) throws UnsoundException {
        return ProgrammeEngine.read(definitions.read(text.file(), text.text()));
    }

    /** The newest version that was ever put in force here, sound or not. */
    Optional<MadeDefinitions.Text> newest(String id) {
        return made.newest(ProgrammeEngine.NAME, id);
    }

    /** What comes with the platform and is not in force: never was, or was changed on a page and not brought up since. */
    List<Offer> offers() {
        return offers(shipped());
    }

    List<Offer> offers(List<Definition> shipped) {
        Map<String, List<MadeDefinitions.Text>> versions = versions();
        return shipped.stream()
                .map(it -> new Offer(
                        it,
                        versions.getOrDefault(it.id(), List.of()).stream()
                                .findFirst()
                                .map(MadeDefinitions.Text::version)
                                .orElse(0)))
                .filter(it ->
                        it.made() < it.definition().version() && it.definition().inForceOn(CityTime.today(clock)))
                .toList();
    }

    private void forgetAfterCommit() {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                known.set(null);
            }
        });
    }

    /** Duties that stand are of the days that the version before asked for. */
    private void redate(Optional<InForce> before, InForce now) {
        for (Service service : now.services()) {
            boolean same = before.isPresent()
                    && before.get()
                            .programme()
                            .service(service.id())
                            .filter(old -> !old.cadence()
                                    .toString()
                                    .equals(service.cadence().toString()))
                            .isEmpty();
            if (!same) {
                int no = now.number(service);
                villages.askWhereDue(VillageTaskTable.Task.REDATE, now.no(), no, List.of(no));
            }
        }
    }

    /** Its time is over: it is wound up village by village. */
    void end(InForce programme) {
        table.state(programme.no(), ProgrammeTable.State.ENDING);
        villages.askWhereDue(
                VillageTaskTable.Task.END,
                programme.no(),
                VillageTaskTable.ALL,
                programme.numbers().values());
        forgetAfterCommit();
    }

    void ended(int programmeNo) {
        table.state(programmeNo, ProgrammeTable.State.ENDED);
        forgetAfterCommit();
    }

    List<Definition> shipped() {
        return shipped.get();
    }

    List<Finding> check(String text) {
        try {
            definitions.read("", text);
            return List.of();
        } catch (UnsoundException e) {
            return e.findings();
        }
    }

    void computed(InForce programme) {
        table.state(programme.no(), ProgrammeTable.State.IN_FORCE);
        known.set(null);
    }

    /** Another process of the platform may have put something in force. */
    void reload() {
        current();
    }

    /** The text of a version; of a shipped one that is not in force here too. */
    Optional<String> text(String id, int version) {
        return made.find(ProgrammeEngine.NAME, id, version)
                .map(MadeDefinitions.Text::text)
                .or(() -> shipped().stream()
                        .filter(it -> it.id().equals(id) && it.version() == version)
                        .map(Definition::text)
                        .findFirst());
    }

    private Known load(List<ProgrammeTable.Row> rows) {
        Map<String, List<MadeDefinitions.Text>> versions = versions();
        Map<Integer, Map<String, Integer>> numbers = new HashMap<>();
        for (ProgrammeTable.ServiceRow row : table.services()) {
            numbers.computeIfAbsent(row.programmeNo(), _ -> new HashMap<>()).put(row.id(), row.serviceNo());
        }
        List<InForce> all = new ArrayList<>();
        List<Unsound> unsound = new ArrayList<>();
        for (ProgrammeTable.Row row : rows) {
            Map<String, Integer> own = numbers.getOrDefault(row.programmeNo(), Map.of());
            for (MadeDefinitions.Text text : versions.getOrDefault(row.id(), List.of())) {
                if (text.version() < row.version()) {
                    break;
                }
                boolean now = text.version() == row.version();
                try {
                    Programme programme = read(text);
                    if (now) {
                        all.add(new InForce(row.programmeNo(), programme, Map.copyOf(own), row.state()));
                    }
                } catch (UnsoundException e) {
                    LOG.error(
                            "programme {} version {} {}: {}",
                            row.id(),
                            text.version(),
                            now ? "stands still" : "is set aside",
                            e.getMessage());
                    unsound.add(new Unsound(
                            row.id(),
                            text.version(),
                            now ? null : row.version(),
                            text.text(),
                            now ? Set.copyOf(own.values()) : Set.of(),
                            e.findings()));
                }
            }
        }
        return new Known(
                rows,
                all.stream().filter(it -> !it.over()).toList(),
                all.stream().filter(InForce::over).toList(),
                List.copyOf(unsound));
    }
}
