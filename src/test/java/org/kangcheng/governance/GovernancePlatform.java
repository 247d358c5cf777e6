package org.kangcheng.governance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.kangcheng.TestDatabase;
import org.kangcheng.TestPlatform;
import org.kangcheng.access.Actor;
import org.kangcheng.access.Role;
import org.kangcheng.directory.Institution;
import org.kangcheng.directory.Institutions;
import org.kangcheng.kernel.CityTime;
import org.kangcheng.operation.Invariants;
import org.springframework.beans.factory.annotation.Autowired;

/** What stories of registers need: people with their rights, items of their own. */
abstract class GovernancePlatform extends TestPlatform {
    static final String PLACE = "371502";

    @Autowired
    Registers registers;

    @Autowired
    OpenItem open;

    @Autowired
    MoveItem move;

    @Autowired
    TendItem tend;

    @Autowired
    ItemTable items;

    @Autowired
    ItemSteps steps;

    @Autowired
    ItemLists lists;

    @Autowired
    Alarms alarms;

    @Autowired
    RegisterFigures figures;

    @Autowired
    Institutions institutions;

    @Autowired
    Clock clock;

    @BeforeEach
    void putInForce() {
        registers.ensureShipped();
    }

    LocalDate today() {
        return CityTime.today(clock);
    }

    Institution hospital() {
        return institutions.list(Institution.Kind.HOSPITAL, PLACE).getFirst();
    }

    static Actor commission(String name) {
        return staff(name, Role.COMMISSION, null, "3715");
    }

    static Actor hotline(String name) {
        return staff(name, Role.HOTLINE, null, "3715");
    }

    Actor manager(String name) {
        return staff(name, Role.MANAGER, hospital().institutionId(), null);
    }

    static Actor staff(String name, Role role, @Nullable Long institution, @Nullable String area) {
        return new Actor(
                Actor.Kind.STAFF,
                name,
                name,
                Set.of(role),
                institution,
                null,
                null,
                area,
                null,
                role == Role.COMMISSION);
    }

    Item opened(Actor actor, String register, String title, Map<String, String> fields) {
        OpenResult result = open.open(
                actor,
                register,
                NewItem.of(title, PLACE, null, fields, UUID.randomUUID().toString()));
        assertThat(result).isInstanceOf(OpenResult.Opened.class);
        return ((OpenResult.Opened) result).item();
    }

    Item complaint() {
        return opened(
                hotline("坐席甲"),
                "hotline",
                "候诊时间长",
                Map.of("phone", "13800001234", "caller", "王某某", "category", "投诉", "urgent", "否", "content", "等了两小时"));
    }

    Item moved(Actor actor, Item item, String moveId, String note, Map<String, String> fields) {
        MoveResult result = tried(actor, item, moveId, note, fields, null);
        assertThat(result).isInstanceOf(MoveResult.Moved.class);
        return ((MoveResult.Moved) result).item();
    }

    Item moved(Actor actor, Item item, String moveId) {
        return moved(actor, item, moveId, "", Map.of());
    }

    Item dispatched(Item item) {
        MoveResult result =
                tried(hotline("坐席甲"), item, "dispatch", "", Map.of(), hospital().institutionId());
        return ((MoveResult.Moved) result).item();
    }

    MoveResult tried(
            Actor actor, Item item, String moveId, String note, Map<String, String> fields, @Nullable Long unit) {
        return move.move(
                actor,
                item.id(),
                moveId,
                new MoveItem.Given(
                        item.steps(),
                        note,
                        fields,
                        unit,
                        List.of(),
                        null,
                        UUID.randomUUID().toString()));
    }

    String refused(Actor actor, Item item, String moveId, String note, Map<String, String> fields) {
        MoveResult result = tried(actor, item, moveId, note, fields, null);
        assertThat(result).isInstanceOf(MoveResult.NotMoved.class);
        return ((MoveResult.NotMoved) result).refusal().code();
    }

    Item again(Item item) {
        return items.find(item.shard(), item.itemId()).orElseThrow();
    }

    @AfterEach
    void whatAlwaysHolds() throws Exception {
        try (var connection = TestDatabase.access().connectAsOwner()) {
            assertThat(Invariants.check(connection))
                    .filteredOn(finding -> finding.name().matches("(governance|tally)/.*"))
                    .hasSize(7)
                    .allSatisfy(finding ->
                            assertThat(finding.holds()).as(finding.toString()).isTrue());
        }
    }
}
