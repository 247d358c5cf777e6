package org.kangcheng.exchange;

import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.kangcheng.record.FhirJson;
import org.kangcheng.record.SearchParameter;
import org.kangcheng.record.SearchParameters;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The CapabilityStatement, written from the same tables that the door works by: it claims what works and no more. */
@Component
class Capability {
    private static final Map<String, Set<String>> NUMBERS = Map.of(
            "Appointment", AppointmentSearch.PARAMETERS,
            "Slot", SlotSearch.SLOT_PARAMETERS,
            "Schedule", SlotSearch.SCHEDULE_PARAMETERS);
    private static final Map<String, List<String>> NUMBERS_INTERACTIONS = Map.of(
            "Appointment", List.of("read", "create", "update", "search-type"),
            "Slot", List.of("read", "search-type"),
            "Schedule", List.of("read", "search-type"));
    private static final Map<String, String> NUMBER_TYPES =
            Map.of("status", "token", "_id", "token", "start", "date", "date", "date", "_lastUpdated", "date");

    /** What a client must know of a type beyond the names of its parameters. */
    private static final Map<String, String> REMARKS = Map.of(
            "Appointment",
            "检索须给出 slot、patient、actor、_id 之一,status、date、_lastUpdated 可以附加;可按 date、_lastUpdated 排序。",
            "Patient",
            "除机构报送的以外,每位居民是一个 Patient。居民按 _id、identifier(居民身份证号)检索;市平台还可按 name 检索,"
                    + "三者都不给出时回答 422。居民的姓名在 name.text 中。居民只有当前版本。");

    private static final String DIRECTORY = "除机构报送的以外,还包括平台的机构、科室、人员目录(只读,只有当前版本,没有更新时间,排在报送的前面)。";
    private static final String PROGRAMMES =
            "除机构报送的以外,还包括平台应做尽做的项目、应做、服务记录、转诊单(id 以 p. 开头,只读,只有当前版本),按 patient 或 _id 检索。";
    private static final List<String> INTERACTIONS =
            List.of("read", "vread", "update", "delete", "history-instance", "create", "search-type");

    private final String started;

    Capability(Clock clock) {
        this.started = clock.instant().toString();
    }

    Answer answer(String base) {
        ObjectNode statement = FhirJson.object();
        statement
                .put("resourceType", "CapabilityStatement")
                .put("status", "active")
                .put("date", started)
                .put("kind", "instance")
                .put("fhirVersion", "4.0.1");
        statement.putObject("software").put("name", "Kangcheng 康城");
        statement
                .putObject("implementation")
                .put("description", "全民健康信息平台 机构接口")
                .put("url", base);
        statement.putArray("format").add("application/fhir+json").add("application/fhir+xml");
        ObjectNode rest = statement.putArray("rest").addObject().put("mode", "server");
        security(rest.putObject("security"));
        ArrayNode resources = rest.putArray("resource");
        SearchParameters.types().stream()
                .filter(type -> !Router.NOT_KEPT.contains(type) && !type.equals("Measure"))
                .sorted()
                .forEach(type -> resource(resources.addObject(), type));
        measure(resources.addObject());
        ArrayNode system = rest.putArray("interaction");
        system.addObject().put("code", "transaction");
        system.addObject().put("code", "batch");
        return Answer.ok(statement);
    }

    /** The figures: see {@link MeasureDoor}. */
    private static void measure(ObjectNode resource) {
        resource.put("type", "Measure");
        ArrayNode interactions = resource.putArray("interaction");
        interactions.addObject().put("code", "read");
        interactions.addObject().put("code", "search-type");
        resource.put("versioning", "no-version");
        resource.putArray("operation")
                .addObject()
                .put("name", "evaluate-measure")
                .put("definition", "http://hl7.org/fhir/OperationDefinition/Measure-evaluate-measure");
    }

    private static void security(ObjectNode security) {
        security.putArray("service")
                .addObject()
                .putArray("coding")
                .addObject()
                .put("system", "http://terminology.hl7.org/CodeSystem/restful-security-service")
                .put("code", "OAuth");
        security.put("description", "OAuth 2.0 客户端凭证,令牌地址 /oauth2/token。机构读取本机构报送的资源,以及已获授权居民的全部档案。");
    }

    private static void resource(ObjectNode resource, String type) {
        boolean number = NUMBERS.containsKey(type);
        resource.put("type", type);
        ArrayNode interactions = resource.putArray("interaction");
        NUMBERS_INTERACTIONS
                .getOrDefault(type, INTERACTIONS)
                .forEach(code -> interactions.addObject().put("code", code));
        if (number) {
            resource.put("versioning", "no-version");
            ArrayNode parameters = resource.putArray("searchParam");
            NUMBERS.getOrDefault(type, Set.of()).stream()
                    .sorted()
                    .forEach(name -> parameters
                            .addObject()
                            .put("name", name)
                            .put("type", NUMBER_TYPES.getOrDefault(name, "reference")));
            if (type.equals("Appointment")) {
                ArrayNode list = resource.putArray("searchInclude");
                AppointmentSearch.INCLUDES.forEach(list::add);
            }
            remark(resource, REMARKS.get(type));
            return;
        }
        resource.put("versioning", "versioned")
                .put("readHistory", true)
                .put("updateCreate", false)
                .put("conditionalCreate", true)
                .put("conditionalUpdate", false)
                .put("conditionalDelete", "not-supported");
        remark(
                resource,
                Directory.TYPES.contains(type)
                        ? DIRECTORY
                        : ProgrammeDoor.TYPES.contains(type) ? PROGRAMMES : REMARKS.get(type));
        includes(resource, type);
        parameters(resource.putArray("searchParam"), type);
        if (type.equals("Patient")) {
            resource.putArray("operation")
                    .addObject()
                    .put("name", "everything")
                    .put("definition", "http://hl7.org/fhir/OperationDefinition/Patient-everything");
        }
    }

    private static void remark(ObjectNode resource, @Nullable String text) {
        if (text != null) {
            resource.put("documentation", text);
        }
    }

    private static void includes(ObjectNode resource, String type) {
        List<String> names = SearchParameters.of(type).all().stream()
                .filter(parameter -> parameter.kind() == SearchParameter.Kind.REFERENCE)
                .map(parameter -> type + ":" + parameter.name())
                .sorted()
                .toList();
        if (!names.isEmpty()) {
            ArrayNode list = resource.putArray("searchInclude");
            names.forEach(list::add);
        }
    }

    private static void parameters(ArrayNode list, String type) {
        list.addObject().put("name", "_id").put("type", "token");
        list.addObject().put("name", "_lastUpdated").put("type", "date");
        SearchParameters.of(type).names().entrySet().stream()
                .filter(parameter -> parameter.getValue().searchable())
                .sorted(Comparator.comparing(Map.Entry::getKey))
                .forEach(parameter -> list.addObject()
                        .put("name", parameter.getKey())
                        .put("type", parameter.getValue().kind().name().toLowerCase(java.util.Locale.ROOT)));
    }
}
