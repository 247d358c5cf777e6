package org.kangcheng.record;

import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * FHIR's JSON as trees that write back what they read: decimals keep their digits (1.50 stays 1.50), a name given twice
 * is refused, and so is what is deeper, longer or wider than any honest resource.
 */
public final class FhirJson {
    private static final int MAX_DEPTH = 64;
    /** A scanned document is one string. What is received at all is no larger. */
    private static final int MAX_STRING = 64 * 1024 * 1024;

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .maxStringLength(MAX_STRING)
                            .maxNumberLength(64)
                            .maxNameLength(256)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private FhirJson() {}

    /** Throws {@link JacksonException} on anything that is not one well-formed JSON object within the limits. */
    public static ObjectNode read(byte[] json) throws JacksonException {
        JsonNode tree = MAPPER.readTree(json);
        return tree instanceof ObjectNode object
                ? object
                : MAPPER.readerFor(ObjectNode.class).readValue(json);
    }

    public static byte[] write(JsonNode tree) {
        return MAPPER.writeValueAsBytes(tree);
    }

    public static ObjectNode object() {
        return MAPPER.createObjectNode();
    }
}
