package org.kangcheng.exchange;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.DataFormatException;
import ca.uhn.fhir.parser.IParser;
import ca.uhn.fhir.parser.StrictErrorHandler;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.jspecify.annotations.Nullable;
import org.kangcheng.record.FhirJson;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.util.MimeTypeUtils;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.databind.node.ObjectNode;

/** JSON, which is what we keep, and XML, which is turned into it and back at the door by HAPI. */
enum Formats {
    JSON("application/fhir+json"),
    XML("application/fhir+xml");

    private static final FhirContext FHIR = FhirContext.forR4Cached();

    private final String mediaType;

    Formats(String mediaType) {
        this.mediaType = mediaType;
    }

    String mediaType() {
        return mediaType + ";charset=UTF-8";
    }

    /** What the client wants to read: {@code _format} goes before the Accept header. Refuses with 406. */
    static Formats wanted(@Nullable String format, @Nullable String accept) {
        String wish = format != null ? format.replace(' ', '+') : accept;
        if (wish == null || wish.isBlank()) {
            return JSON;
        }
        if (wish.equals("json") || wish.equals("xml")) {
            return wish.equals("json") ? JSON : XML;
        }
        try {
            List<MediaType> wishes = MediaType.parseMediaTypes(wish);
            MimeTypeUtils.sortBySpecificity(wishes);
            return wishes.stream()
                    .map(Formats::of)
                    .filter(found -> found != null)
                    .findFirst()
                    .orElseThrow(() -> FhirProblem.of(406, "not-supported", "只能以 FHIR 的 JSON 或 XML 格式回答。"));
        } catch (InvalidMediaTypeException e) {
            throw FhirProblem.of(406, "not-supported", "Accept 不正确。");
        }
    }

    /** What the client sent. Refuses with 415. */
    static Formats sent(@Nullable String contentType) {
        Formats format = null;
        try {
            format = contentType == null ? null : of(MediaType.parseMediaType(contentType));
        } catch (InvalidMediaTypeException e) {
            // Answered below.
        }
        if (format == null) {
            throw FhirProblem.of(415, "not-supported", "内容格式应为 application/fhir+json 或 application/fhir+xml。");
        }
        return format;
    }

    private static @Nullable Formats of(MediaType type) {
        if (type.isWildcardType() || (type.isWildcardSubtype() && type.getType().equals("application"))) {
            return JSON;
        }
        return switch (type.getType() + "/" + type.getSubtype()) {
            case "application/fhir+json", "application/json", "text/json" -> JSON;
            case "application/fhir+xml", "application/xml", "text/xml" -> XML;
            default -> null;
        };
    }

    /** The tree of what was sent. Refuses what is not well formed, too deep or too long with 400. */
    ObjectNode read(byte[] body) {
        try {
            return this == JSON ? FhirJson.read(body) : fromXml(body);
        } catch (StreamConstraintsException e) {
            throw FhirProblem.of(400, "too-long", "嵌套过深,或某一项内容过长。");
        } catch (JacksonException e) {
            throw FhirProblem.of(
                    400,
                    "structure",
                    "不是正确的 JSON:" + e.getOriginalMessage().lines().findFirst().orElse(""));
        }
    }

    private static ObjectNode fromXml(byte[] body) {
        try {
            IParser parser = FHIR.newXmlParser();
            parser.setParserErrorHandler(new StrictErrorHandler());
            IBaseResource resource = parser.parseResource(new String(body, StandardCharsets.UTF_8));
            return FhirJson.read(
                    FHIR.newJsonParser().encodeResourceToString(resource).getBytes(StandardCharsets.UTF_8));
        } catch (DataFormatException e) {
            throw FhirProblem.of(400, "structure", "不是正确的 FHIR XML。");
        }
    }

    byte[] write(byte[] json) {
        if (this == JSON) {
            return json;
        }
        IBaseResource resource = FHIR.newJsonParser().parseResource(new String(json, StandardCharsets.UTF_8));
        return FHIR.newXmlParser().encodeResourceToString(resource).getBytes(StandardCharsets.UTF_8);
    }
}
