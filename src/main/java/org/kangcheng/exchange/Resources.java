package org.kangcheng.exchange;

import java.util.List;
import java.util.Optional;
import org.kangcheng.record.Entries;
import org.kangcheng.record.Entry;
import org.kangcheng.record.EntryId;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/** The interactions with one resource of the record. Each runs in the caller's transaction. */
@Component
class Resources {
    private final Entries entries;
    private final Residents residents;
    private final Directory directory;
    private final Intake intake;
    private final ProgrammeDoor programmes;
    private final Disclosure disclosure;

    Resources(
            Entries entries,
            Residents residents,
            Directory directory,
            Intake intake,
            ProgrammeDoor programmes,
            Disclosure disclosure) {
        this.entries = entries;
        this.residents = residents;
        this.directory = directory;
        this.intake = intake;
        this.programmes = programmes;
        this.disclosure = disclosure;
    }

    Answer create(Call call, Reach.Of reach, String type) {
        Item item = new Item(
                0, null, checked(call, type), call.header("if-none-exist").orElse(null));
        intake.file(reach, call.base(), List.of(item));
        return answer(item);
    }

    /** 201 for what was filed, 200 for what was there already. */
    static Answer answer(Item item) {
        if (item.existing != null) {
            return Answer.written(200, item.existing);
        }
        if (item.written == null) {
            throw new IllegalStateException("not filed");
        }
        return Answer.written(201, item.written);
    }

    static ObjectNode checked(Call call, String type) {
        ObjectNode resource = call.requiredBody();
        List<Issue> issues = StructureCheck.of(resource);
        if (!issues.isEmpty()) {
            throw new FhirProblem(400, issues);
        }
        if (!resource.path("resourceType").asString().equals(type)) {
            throw FhirProblem.invalid("资源类型与地址不一致。");
        }
        return resource;
    }

    Answer read(Call call, Reach.Of reach, String type, String id) {
        Answer answer = made(call, reach, type, id).map(Made::read).orElseGet(() -> filed(call, reach, type, id));
        return call.header("if-none-match").filter(answer::is).isPresent() ? answer.unchanged() : answer;
    }

    private Answer filed(Call call, Reach.Of reach, String type, String id) {
        Entry entry = visible(reach, type, id);
        if (entry.deleted()) {
            throw FhirProblem.of(410, "deleted", "该资源已被标记删除。");
        }
        disclosure.log(call.actor(), entry);
        return Answer.read(entry);
    }

    /** What the platform makes itself: a resident, the directory, what programmes have. */
    private Optional<ObjectNode> made(Call call, Reach.Of reach, String type, String id) {
        return resident(call, reach, type, id)
                .or(() -> directory.read(type, id))
                .or(() -> programmes.read(reach, type, id).map(resource -> {
                    ProgrammeDoor.person(id)
                            .ifPresent(person -> disclosure.log(call.actor(), person, "公共卫生服务:" + type));
                    return resource;
                }));
    }

    private Optional<ObjectNode> resident(Call call, Reach.Of reach, String type, String id) {
        if (!type.equals("Patient")) {
            return Optional.empty();
        }
        return Residents.key(id).map(key -> {
            ObjectNode patient = residents.read(reach, key).orElseThrow(FhirProblem::notFound);
            disclosure.log(call.actor(), key, "居民基本信息");
            return patient;
        });
    }

    Answer version(Call call, Reach.Of reach, String type, String id, String version) {
        Optional<ObjectNode> made = made(call, reach, type, id);
        if (made.isPresent()) {
            return made.filter(resource -> Made.version(resource).equals(version))
                    .map(Made::read)
                    .orElseThrow(FhirProblem::notFound);
        }
        Entry newest = visible(reach, type, id);
        Entry found = entries.history(newest.id()).stream()
                .filter(entry -> Integer.toString(entry.version()).equals(version))
                .findFirst()
                .orElseThrow(FhirProblem::notFound);
        if (found.deleted()) {
            throw FhirProblem.of(410, "deleted", "该版本是一次删除。");
        }
        disclosure.log(call.actor(), found);
        return Answer.read(found);
    }

    Answer history(Call call, Reach.Of reach, String type, String id) {
        Optional<ObjectNode> made = made(call, reach, type, id);
        if (made.isPresent()) {
            return Answer.ok(Histories.bundle(call.base(), made.get()));
        }
        Entry newest = visible(reach, type, id);
        List<Entry> versions = entries.history(newest.id());
        disclosure.log(call.actor(), newest);
        return Answer.ok(Histories.bundle(call.base(), versions));
    }

    /** Found or not, and allowed or not, must look alike. */
    private Entry visible(Reach.Of reach, String type, String id) {
        return EntryId.parse(id)
                .flatMap(entries::read)
                .filter(entry -> entry.type().equals(type) && reach.sees(entry))
                .orElseThrow(FhirProblem::notFound);
    }

    /** Only its filer changes a resource. */
    private Entry own(Reach.Of reach, String type, String id) {
        Entry entry = visible(reach, type, id);
        if (!reach.owns(entry)) {
            throw FhirProblem.of(403, "forbidden", "只有报送机构可以修改此资源。");
        }
        return entry;
    }

    Answer update(Call call, Reach.Of reach, String type, String id) {
        ObjectNode resource = checked(call, type);
        if (!resource.path("id").asString("").equals(id)) {
            throw FhirProblem.invalid("资源的 id 与地址不一致。");
        }
        Entry before = own(reach, type, id);
        expect(call, before);
        Item item = new Item(0, null, resource, null);
        intake.resolve(reach, call.base(), item);
        samePerson(reach, call.base(), before, item);
        Entry after = entries.revise(before, resource).orElseThrow(Resources::overtaken);
        return Answer.written(200, after);
    }

    /** A filing stays with its person: about somebody else it would be another filing. */
    private void samePerson(Reach.Of reach, String base, Entry before, Item item) {
        long shard = intake.owner(reach, base, item);
        boolean same = before.type().equals("Patient") || shard == before.id().shard();
        if (!same) {
            throw FhirProblem.of(422, "business-rule", "更新不能改变资源所属的居民,请另行创建。");
        }
    }

    Answer delete(Call call, Reach.Of reach, String type, String id) {
        Entry before = own(reach, type, id);
        expect(call, before);
        if (!before.deleted() && entries.remove(before).isEmpty()) {
            throw overtaken();
        }
        return Answer.empty(204);
    }

    private static void expect(Call call, Entry before) {
        Optional<String> wanted = call.header("if-match");
        if (wanted.isPresent() && !wanted.get().equals(etag(before))) {
            throw FhirProblem.of(412, "conflict", "资源已有更新的版本。");
        }
    }

    private static FhirProblem overtaken() {
        return FhirProblem.of(409, "conflict", "资源刚被他人更新,请重新读取。");
    }

    static String etag(Entry entry) {
        return "W/\"" + entry.version() + "\"";
    }
}
