package org.kangcheng.governance;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.kangcheng.access.Actor;
import org.kangcheng.definition.Definition;
import org.kangcheng.definition.Definitions;
import org.kangcheng.definition.Finding;
import org.kangcheng.definition.MadeDefinitions;
import org.kangcheng.definition.UnsoundException;
import org.kangcheng.kernel.CityTime;
import org.kangcheng.kernel.Refusal;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Which registers are in force, and every version that an item may live by. */
@Component
public class Registers {
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

    private record Version(String id, int version) {}

    private final RegisterTable table;
    private final MadeDefinitions made;
    private final Definitions definitions = new Definitions(List.of(new RegisterEngine()));
    private final Clock clock;
    private final Map<Version, Register> versions = new ConcurrentHashMap<>();
    private volatile @Nullable List<InForce> known;

    Registers(RegisterTable table, MadeDefinitions made, Clock clock) {
        this.table = table;
        this.made = made;
        this.clock = clock;
    }

    List<InForce> all() {
        List<InForce> all = known;
        if (all == null) {
            all = table.all().stream()
                    .map(row -> new InForce(row.registerNo(), version(row.id(), row.version())))
                    .toList();
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
        InForce newest = all().stream()
                .filter(it -> it.no() == item.registerNo())
                .findFirst()
                .orElseThrow();
        return newest.register().definition().version() == item.version()
                ? newest.register()
                : version(newest.id(), item.version());
    }

    /** What another process of the platform has put in force is known soon. */
    @Scheduled(fixedDelay = 5000, initialDelay = 5000)
    void reload() {
        known = null;
    }

    /**
     * Puts a definition in force, or a newer version of one; items that are open go on by the version that they have.
     *
     * @throws UnsoundException with everything that is wrong with it
     */
    @Transactional
    public void putInForce(Actor actor, String file, String text) throws UnsoundException {
        Definition definition = definitions.read(file, text);
        if (!definition.inForceOn(CityTime.today(clock))) {
            throw new UnsoundException("from", "今天不在生效期内。");
        }
        Optional<InForce> before = find(definition.id());
        if (before.isPresent() && before.get().register().definition().version() >= definition.version()) {
            throw new UnsoundException("version", "“%s”已有同样或更新的版本，新的版本号应更大。".formatted(definition.id()));
        }
        made.save(definition, actor.name(), clock.instant());
        table.save(RegisterEngine.read(definition));
        known = null;
    }

    /** Puts in force what the platform brings along and is not in force, or only in an older version. */
    public void ensureShipped() {
        for (Definition shipped : definitions.shipped()) {
            Optional<InForce> before = find(shipped.id());
            boolean newer =
                    before.isEmpty() || before.get().register().definition().version() < shipped.version();
            if (newer && shipped.inForceOn(CityTime.today(clock))) {
                try {
                    putInForce(Actor.system("shipped"), shipped.file(), shipped.text());
                } catch (UnsoundException e) {
                    throw new IllegalStateException(shipped.id() + " is shipped and unsound", e);
                }
            }
        }
    }

    List<Definition> shipped() {
        return definitions.shipped();
    }

    List<Finding> check(String text) {
        try {
            definitions.read("", text);
            return List.of();
        } catch (UnsoundException e) {
            return e.findings();
        }
    }

    private Register version(String id, int version) {
        return versions.computeIfAbsent(new Version(id, version), this::read);
    }

    private Register read(Version version) {
        MadeDefinitions.Text text =
                made.find(RegisterEngine.NAME, version.id, version.version).orElseThrow();
        try {
            return RegisterEngine.read(definitions.read(text.file(), text.text()));
        } catch (UnsoundException e) {
            throw new IllegalStateException("register " + version.id + " was sound when it was put in force", e);
        }
    }
}
