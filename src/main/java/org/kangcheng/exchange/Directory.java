package org.kangcheng.exchange;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.kangcheng.directory.Department;
import org.kangcheng.directory.DirectoryLookup;
import org.kangcheng.directory.DirectoryLookup.Place;
import org.kangcheng.directory.DirectoryLookup.Post;
import org.kangcheng.directory.DirectoryLookup.Query;
import org.kangcheng.directory.Institution;
import org.kangcheng.directory.Institutions;
import org.kangcheng.directory.Practitioner;
import org.kangcheng.kernel.PublicId;
import org.kangcheng.record.FhirJson;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/**
 * The city's own directory as resources: an Organization for each institution, a Location for each of its departments, a
 * Practitioner for each of its staff, who has a PractitionerRole there. It names no patient: every client sees it.
 */
@Component
class Directory {
    static final Set<String> TYPES = Set.of("Organization", "Location", "Practitioner", "PractitionerRole");

    /** 医疗卫生机构代码. */
    private static final String INSTITUTION_CODE = "urn:oid:2.16.156.10011.1.5";

    private static final String PRACTITIONER_CODE = "urn:kangcheng:practitioner";

    /** 诊疗科目. */
    private static final String SUBJECT = "urn:kangcheng:subject";

    private static final int CHUNK = 200;

    /** So many are looked at for one page, which may be short when what is asked is rare among them. */
    private static final int MOST_EXAMINED = 10_000;

    /** One item of the directory, and the place behind it. */
    private record Item(Place place, ObjectNode resource) {}

    private final Institutions institutions;
    private final DirectoryLookup lookup;

    Directory(Institutions institutions, DirectoryLookup lookup) {
        this.institutions = institutions;
        this.lookup = lookup;
    }

    boolean knows(References.Target target) {
        return read(target.type(), target.id()).isPresent();
    }

    Optional<ObjectNode> read(String type, String id) {
        return made(type, id).map(found -> Made.stamped(found, null));
    }

    private Optional<ObjectNode> made(String type, String id) {
        return switch (type) {
            case "Organization" ->
                PublicId.decode(id).flatMap(institutions::find).map(Directory::organization);
            case "Location" ->
                PublicId.parse(id)
                        .flatMap(place -> institutions.department(place.shard(), place.key()))
                        .map(Directory::location);
            case "Practitioner" -> post(id).map(found -> practitioner(found.practitioner()));
            case "PractitionerRole" -> post(id).map(Directory::role);
            default -> Optional.empty();
        };
    }

    private Optional<Post> post(String id) {
        return PublicId.parse(id).flatMap(found -> lookup.practitioner(found.shard(), found.key()));
    }

    /** @param after where the page before ended; null for the first */
    Ours find(SearchRequest request, @Nullable String after) {
        String type = request.criteria().type();
        Predicate<ObjectNode> fits = Fit.of(request, Set.of());
        if (request.ids() != null) {
            List<ObjectNode> found = request.ids().stream()
                    .distinct()
                    .flatMap(id -> read(type, id).stream())
                    .filter(fits)
                    .toList();
            return Ours.whole(found, Set.of());
        }
        return request.counts() ? counted(type, request, fits) : page(type, request, fits, after);
    }

    private Ours page(String type, SearchRequest request, Predicate<ObjectNode> fits, @Nullable String after) {
        List<ObjectNode> found = new ArrayList<>();
        Place place = place(after);
        boolean more = true;
        for (int examined = 0; more && examined < MOST_EXAMINED; examined += CHUNK) {
            List<Item> chunk = chunk(type, query(type, request), place);
            more = chunk.size() == CHUNK;
            for (Item item : chunk) {
                boolean fit = fits.test(item.resource);
                if (fit && found.size() == request.count()) {
                    return Ours.page(found, text(place), after == null, Set.of());
                }
                if (fit) {
                    found.add(Made.stamped(item.resource, null));
                }
                place = item.place;
            }
        }
        return Ours.page(found, more ? text(place) : null, after == null, Set.of());
    }

    /** The directory does not grow with the days: it can be counted. */
    private Ours counted(String type, SearchRequest request, Predicate<ObjectNode> fits) {
        long count = 0;
        List<Item> chunk = List.of();
        do {
            chunk = chunk(type, query(type, request), chunk.isEmpty() ? Place.START : chunk.getLast().place);
            count += chunk.stream().map(Item::resource).filter(fits).count();
        } while (chunk.size() == CHUNK);
        return new Ours(List.of(), false, null, count, Set.of());
    }

    private List<Item> chunk(String type, Query query, Place after) {
        return switch (type) {
            case "Organization" ->
                items(
                        lookup.institutions(query, after, CHUNK),
                        found -> new Item(new Place(found.institutionId(), 0), organization(found)));
            case "Location" ->
                items(
                        lookup.departments(query, after, CHUNK),
                        found -> new Item(new Place(found.institutionId(), found.departmentId()), location(found)));
            case "Practitioner" ->
                items(
                        lookup.practitioners(query, after, CHUNK),
                        found -> new Item(place(found), practitioner(found.practitioner())));
            default -> items(lookup.practitioners(query, after, CHUNK), found -> new Item(place(found), role(found)));
        };
    }

    private static <T> List<Item> items(List<T> found, Function<T, Item> item) {
        return found.stream().map(item).toList();
    }

    /** What the database can look for itself; whether the rest holds is asked of what it finds. */
    private static Query query(String type, SearchRequest request) {
        List<List<String>> names = request.values("name");
        List<List<String>> identifiers = request.values("identifier");
        List<List<String>> organizations = request.values("organization");
        boolean named = !type.equals("PractitionerRole")
                && !names.isEmpty()
                && names.getFirst().size() == 1;
        boolean placed = !organizations.isEmpty() && !type.equals("Organization");
        return new Query(
                named ? names.getFirst().getFirst() : null,
                identifiers.isEmpty()
                        ? null
                        : identifiers.getFirst().stream()
                                .map(value -> value.substring(value.indexOf('|') + 1))
                                .toList(),
                placed
                        ? organizations.getFirst().stream()
                                .flatMap(value -> PublicId.decode(value.substring(value.lastIndexOf('/') + 1)).stream())
                                .collect(Collectors.toSet())
                        : null);
    }

    private static Place place(Post post) {
        return new Place(
                post.practitioner().institutionId(), post.practitioner().practitionerId());
    }

    private static Place place(@Nullable String text) {
        return text == null
                ? Place.START
                : PublicId.parse(text)
                        .map(found -> new Place(found.shard(), found.key()))
                        .orElseThrow(() -> FhirProblem.invalid("翻页参数不正确。"));
    }

    private static String text(Place place) {
        return new PublicId(place.institutionId(), place.key()).toString();
    }

    private static ObjectNode organization(Institution institution) {
        ObjectNode resource = of("Organization", PublicId.encode(institution.institutionId()));
        identifier(resource, INSTITUTION_CODE, institution.code());
        resource.put("active", true).put("name", institution.name());
        return resource;
    }

    private static ObjectNode location(Department department) {
        ObjectNode resource = of("Location", id(department.institutionId(), department.departmentId()));
        resource.put("status", "active").put("name", department.name()).put("mode", "instance");
        coding(resource.putArray("type").addObject(), SUBJECT, department.subjectCode());
        resource.putObject("managingOrganization")
                .put("reference", "Organization/" + PublicId.encode(department.institutionId()));
        return resource;
    }

    private static ObjectNode practitioner(Practitioner practitioner) {
        ObjectNode resource = of("Practitioner", id(practitioner.institutionId(), practitioner.practitionerId()));
        identifier(resource, PRACTITIONER_CODE, practitioner.code());
        resource.put("active", true);
        resource.putArray("name").addObject().put("text", practitioner.name());
        resource.putArray("qualification").addObject().putObject("code").put("text", practitioner.title());
        return resource;
    }

    private static ObjectNode role(Post post) {
        Practitioner who = post.practitioner();
        String id = id(who.institutionId(), who.practitionerId());
        ObjectNode resource = of("PractitionerRole", id);
        identifier(resource, PRACTITIONER_CODE, who.code());
        resource.put("active", true);
        resource.putObject("practitioner")
                .put("reference", "Practitioner/" + id)
                .put("display", who.name());
        resource.putObject("organization").put("reference", "Organization/" + PublicId.encode(who.institutionId()));
        resource.putArray("code").addObject().put("text", who.title());
        coding(resource.putArray("specialty").addObject().put("text", post.department()), SUBJECT, post.subjectCode());
        resource.putArray("location")
                .addObject()
                .put("reference", "Location/" + id(who.institutionId(), who.departmentId()));
        return resource;
    }

    private static ObjectNode of(String type, String id) {
        return FhirJson.object().put("resourceType", type).put("id", id);
    }

    private static String id(long institutionId, long key) {
        return new PublicId(institutionId, key).toString();
    }

    private static void identifier(ObjectNode resource, String system, String value) {
        resource.putArray("identifier").addObject().put("system", system).put("value", value);
    }

    private static void coding(ObjectNode concept, String system, String code) {
        concept.putArray("coding").addObject().put("system", system).put("code", code);
    }
}
