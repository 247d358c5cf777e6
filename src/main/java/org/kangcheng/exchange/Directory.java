package org.kangcheng.exchange;

import java.util.Optional;
import org.kangcheng.directory.Institution;
import org.kangcheng.directory.Institutions;
import org.kangcheng.directory.Practitioner;
import org.kangcheng.kernel.PublicId;
import org.kangcheng.record.FhirJson;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/** The city's own directory as resources: an Organization for each institution, a Practitioner for each of its staff. */
@Component
class Directory {
    /** 医疗卫生机构代码. */
    private static final String INSTITUTION_CODE = "urn:oid:2.16.156.10011.1.5";

    private final Institutions institutions;

    Directory(Institutions institutions) {
        this.institutions = institutions;
    }

    boolean knows(References.Target target) {
        return read(target.type(), target.id()).isPresent();
    }

    Optional<ObjectNode> read(String type, String id) {
        return switch (type) {
            case "Organization" ->
                PublicId.decode(id).flatMap(institutions::find).map(Directory::organization);
            case "Practitioner" -> PublicId.parse(id).flatMap(this::find).map(found -> practitioner(found, id));
            default -> Optional.empty();
        };
    }

    private Optional<Practitioner> find(PublicId id) {
        return institutions.practitioners(id.shard()).stream()
                .filter(practitioner -> practitioner.practitionerId() == id.key())
                .findFirst();
    }

    private static ObjectNode organization(Institution institution) {
        ObjectNode resource = FhirJson.object();
        resource.put("resourceType", "Organization").put("id", PublicId.encode(institution.institutionId()));
        resource.putArray("identifier")
                .addObject()
                .put("system", INSTITUTION_CODE)
                .put("value", institution.code());
        resource.put("active", true).put("name", institution.name());
        return resource;
    }

    private static ObjectNode practitioner(Practitioner practitioner, String id) {
        ObjectNode resource = FhirJson.object();
        resource.put("resourceType", "Practitioner").put("id", id).put("active", true);
        resource.putArray("name").addObject().put("text", practitioner.name());
        resource.putArray("qualification").addObject().putObject("code").put("text", practitioner.title());
        return resource;
    }
}
