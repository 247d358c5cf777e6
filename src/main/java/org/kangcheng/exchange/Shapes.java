package org.kangcheng.exchange;

import ca.uhn.fhir.context.BaseRuntimeChildDefinition;
import ca.uhn.fhir.context.BaseRuntimeElementDefinition;
import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.RuntimeChildChoiceDefinition;
import ca.uhn.fhir.context.RuntimeChildContainedResources;
import ca.uhn.fhir.context.RuntimeChildPrimitiveEnumerationDatatypeDefinition;
import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.instance.model.api.IPrimitiveType;
import org.jspecify.annotations.Nullable;

/**
 * The shapes of FHIR R4: which elements each type has, of what type, how many. Read once from HAPI's model, so that a
 * resource can be checked on its tree without being made into HAPI's objects, and every fault told with its path.
 */
final class Shapes {
    /**
     * An element of a shape.
     *
     * @param group the choices of one {@code value[x]} share it
     * @param choice one of its group at most
     * @param primitive the primitive type's name; null for a composite one
     * @param composite null for a primitive, and for a resource of any type
     * @param codes the only codes allowed; null when free
     */
    record Member(
            String group,
            boolean choice,
            int min,
            boolean many,
            @Nullable String primitive,
            @Nullable BaseRuntimeElementDefinition<?> composite,
            @Nullable Set<String> codes) {
        /** Whether one of its group has been seen matters: it is a choice, or must be there. */
        boolean watched() {
            return min > 0 || choice;
        }

        boolean anyResource() {
            return primitive == null && composite == null;
        }
    }

    /** @param required groups of which one member must be there */
    record Shape(Map<String, Member> members, Set<String> required) {}

    private static final FhirContext FHIR = FhirContext.forR4Cached();
    private static final Map<BaseRuntimeElementDefinition<?>, Shape> KNOWN = new ConcurrentHashMap<>();

    private static final Member EXTENSION =
            new Member("extension", false, 0, true, null, FHIR.getElementDefinition("Extension"), null);
    private static final Member MODIFIER =
            new Member("modifierExtension", false, 0, true, null, FHIR.getElementDefinition("Extension"), null);
    private static final Member ID = new Member("id", false, 0, false, "string", null, null);
    private static final Shape ELEMENT = new Shape(Map.of("id", ID, "extension", EXTENSION), Set.of());

    private Shapes() {}

    /** Null for a type that R4 does not have. */
    static @Nullable Shape ofResource(String type) {
        return FHIR.getResourceTypes().contains(type) ? of(FHIR.getResourceDefinition(type)) : null;
    }

    static Shape of(BaseRuntimeElementDefinition<?> definition) {
        Shape known = KNOWN.get(definition);
        if (known == null) {
            known = read(definition);
            KNOWN.put(definition, known);
        }
        return known;
    }

    /** What every element may have, even a primitive one: an id and extensions. */
    static Shape element() {
        return ELEMENT;
    }

    private static Shape read(BaseRuntimeElementDefinition<?> definition) {
        Map<String, Member> members = new HashMap<>();
        Set<String> required = new HashSet<>();
        for (BaseRuntimeChildDefinition child : definition.getChildren()) {
            add(child, members, required);
        }
        members.put("extension", EXTENSION);
        members.put("modifierExtension", MODIFIER);
        members.putIfAbsent("id", ID);
        return new Shape(members, required);
    }

    private static void add(BaseRuntimeChildDefinition child, Map<String, Member> members, Set<String> required) {
        String group = child.getElementName();
        if (group.equals("extension") || group.equals("modifierExtension")) {
            return; // the same for all, added by hand: HAPI treats them apart
        }
        boolean many = child.getMax() != 1;
        if (child.getMin() > 0) {
            required.add(group);
        }
        if (child instanceof RuntimeChildContainedResources) {
            members.put(group, new Member(group, false, 0, true, null, null, null));
            return;
        }
        for (String name : child.getValidChildNames()) {
            BaseRuntimeElementDefinition<?> type = child.getChildByName(name);
            if (type != null && !name.endsWith("[x]")) {
                members.put(name, member(child, group, many, type));
            }
        }
    }

    private static Member member(
            BaseRuntimeChildDefinition child, String group, boolean many, BaseRuntimeElementDefinition<?> type) {
        Class<?> model = type.getImplementingClass();
        boolean primitive = IPrimitiveType.class.isAssignableFrom(model)
                || type.getChildType() == BaseRuntimeElementDefinition.ChildTypeEnum.PRIMITIVE_XHTML
                || type.getChildType() == BaseRuntimeElementDefinition.ChildTypeEnum.PRIMITIVE_XHTML_HL7ORG;
        boolean anyResource = IBaseResource.class.isAssignableFrom(model);
        return new Member(
                group,
                child instanceof RuntimeChildChoiceDefinition,
                child.getMin(),
                many,
                primitive ? type.getName() : null,
                primitive || anyResource ? null : type,
                codes(child));
    }

    private static @Nullable Set<String> codes(BaseRuntimeChildDefinition child) {
        if (!(child instanceof RuntimeChildPrimitiveEnumerationDatatypeDefinition bound)) {
            return null;
        }
        Set<String> codes = new HashSet<>();
        try {
            Method toCode = bound.getBoundEnumType().getMethod("toCode");
            for (Object constant : bound.getBoundEnumType().getEnumConstants()) {
                Object code = toCode.invoke(constant);
                if (code != null) {
                    codes.add(code.toString());
                }
            }
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
        return codes;
    }
}
