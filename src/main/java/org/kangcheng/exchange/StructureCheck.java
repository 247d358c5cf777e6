package org.kangcheng.exchange;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.kangcheng.exchange.Shapes.Member;
import org.kangcheng.exchange.Shapes.Shape;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Checks a resource's tree against the shapes of FHIR R4: unknown elements, wrong types, too many or too few, codes
 * outside a required value set. Every fault has its path.
 */
final class StructureCheck {
    /** More would help nobody. */
    private static final int MOST_ISSUES = 20;

    private final List<Issue> issues = new ArrayList<>();

    /** Names and indexes down to where we are; made into text only for a fault. */
    private final List<Object> path = new ArrayList<>();

    private StructureCheck() {}

    /** The faults of a resource, whatever it is; empty when it is well formed. */
    static List<Issue> of(JsonNode resource) {
        StructureCheck check = new StructureCheck();
        check.resource(resource);
        return check.issues;
    }

    private void resource(JsonNode node) {
        if (!(node instanceof ObjectNode object)) {
            fault("structure", "此处应为一个资源。");
            return;
        }
        String type = object.path("resourceType").asString("");
        Shape shape = Shapes.ofResource(type);
        if (shape == null) {
            fault("structure", type.isEmpty() ? "缺少 resourceType。" : "FHIR R4 没有这种资源类型。");
            return;
        }
        if (path.isEmpty()) {
            path.add(type);
        }
        object(object, shape, true);
    }

    private void object(ObjectNode object, Shape shape, boolean resource) {
        Set<String> seen = shape.required().isEmpty() ? Set.of() : new HashSet<>();
        for (Map.Entry<String, JsonNode> property : object.properties()) {
            String name = property.getKey();
            if (issues.size() >= MOST_ISSUES || (resource && name.equals("resourceType"))) {
                continue;
            }
            boolean shadow = name.startsWith("_");
            Member member = shape.members().get(shadow ? name.substring(1) : name);
            path.add(name);
            if (member == null || (shadow && member.primitive() == null)) {
                fault("structure", "没有这个元素。");
            } else {
                if (member.watched()) {
                    seen = see(seen, shadow ? "_" + member.group() : member.group());
                }
                property(object, name, property.getValue(), member, shadow);
            }
            path.removeLast();
        }
        for (String group : shape.required()) {
            if (!seen.contains(group) && !seen.contains("_" + group)) {
                fault("required", "缺少必填的元素 " + group + "。");
            }
        }
    }

    private Set<String> see(Set<String> seen, String group) {
        Set<String> more = seen.isEmpty() ? new HashSet<>() : seen;
        if (!more.add(group)) {
            fault("structure", "同一元素只能取一种类型。");
        }
        return more;
    }

    private void property(ObjectNode parent, String name, JsonNode value, Member member, boolean shadow) {
        if (member.many() != value.isArray()) {
            fault("structure", member.many() ? "此元素应为数组。" : "此元素只能有一个值。");
            return;
        }
        if (!value.isArray()) {
            value(value, member, shadow);
            return;
        }
        if (value.isEmpty()) {
            fault("structure", "数组不能为空。");
        }
        boolean gaps = shadow || (member.primitive() != null && parent.has("_" + name));
        for (int at = 0; at < value.size() && issues.size() < MOST_ISSUES; at++) {
            // A list of primitives has nulls where only the extensions, or only the value, stand.
            if (!(gaps && value.path(at).isNull())) {
                path.add(at);
                value(value.path(at), member, shadow);
                path.removeLast();
            }
        }
    }

    private void value(JsonNode value, Member member, boolean shadow) {
        if (member.anyResource()) {
            resource(value);
        } else if (shadow) {
            composite(value, Shapes.element());
        } else if (member.primitive() != null) {
            primitive(value, member.primitive(), member.codes());
        } else if (member.composite() != null) {
            composite(value, Shapes.of(member.composite()));
        }
    }

    private void primitive(JsonNode value, String type, @Nullable Set<String> codes) {
        String fault = Primitives.fault(type, value);
        if (fault != null) {
            fault("value", fault);
        } else if (codes != null && !codes.contains(value.asString())) {
            fault("code-invalid", "代码不在规定的值域内。");
        }
    }

    private void composite(JsonNode value, Shape shape) {
        if (!(value instanceof ObjectNode object)) {
            fault("structure", "此处应为一个对象。");
        } else if (object.isEmpty()) {
            fault("structure", "对象不能为空。");
        } else {
            object(object, shape, false);
        }
    }

    private void fault(String code, String text) {
        issues.add(new Issue(code, text, path.isEmpty() ? null : where()));
    }

    private String where() {
        StringBuilder text = new StringBuilder();
        for (Object step : path) {
            if (step instanceof Integer at) {
                text.append('[').append(at).append(']');
            } else {
                text.append(text.isEmpty() ? "" : ".").append(shown(step.toString()));
            }
        }
        return text.toString();
    }

    /** A name out of the blue is not repeated at length. */
    private static String shown(String name) {
        String plain = name.replaceAll("[^\\w-]", "?");
        return plain.length() > 40 ? plain.substring(0, 40) : plain;
    }
}
