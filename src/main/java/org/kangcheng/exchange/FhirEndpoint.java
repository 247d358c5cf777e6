package org.kangcheng.exchange;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.kangcheng.access.Actor;
import org.kangcheng.access.Allowed;
import org.kangcheng.access.Role;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.RequestMapping;
import tools.jackson.databind.node.ObjectNode;

/** The one door {@code /fhir}: reads the request, has it done in a transaction, writes what came of it. */
@Controller
class FhirEndpoint {
    private static final DateTimeFormatter HTTP_DATE = DateTimeFormatter.RFC_1123_DATE_TIME.withZone(ZoneOffset.UTC);
    private static final List<String> HEADERS = List.of("if-match", "if-none-match", "if-none-exist", "prefer");

    private final Router router;
    private final Bundles bundles;
    private final Capability capability;
    private final Intakes intakes;
    private final TransactionTemplate transaction;

    FhirEndpoint(
            Router router, Bundles bundles, Capability capability, Intakes intakes, TransactionTemplate transaction) {
        this.router = router;
        this.bundles = bundles;
        this.capability = capability;
        this.intakes = intakes;
        this.transaction = transaction;
    }

    @Allowed(Role.CLIENT)
    @RequestMapping({"/fhir", "/fhir/**"})
    void handle(@Nullable Actor actor, HttpServletRequest request, HttpServletResponse response) throws IOException {
        Formats format = Formats.JSON;
        try {
            format = Formats.wanted(request.getParameter("_format"), request.getHeader("Accept"));
            Answer answer = answer(actor, request);
            boolean minimal = answer.location() != null
                    && String.valueOf(request.getHeader("Prefer")).contains("return=minimal");
            write(response, format, minimal ? answer.withoutBody() : answer, base(request));
        } catch (RuntimeException failure) {
            write(response, format, Answer.of(FhirProblem.of(failure)), base(request));
        }
    }

    private Answer answer(@Nullable Actor actor, HttpServletRequest request) throws IOException {
        List<String> path = path(request);
        if (path.equals(List.of("metadata"))) {
            return capability.answer(base(request));
        }
        if (actor == null) {
            throw FhirProblem.of(401, "login", "需要有效的访问令牌。");
        }
        return intakes.weighed(request, body -> answer(call(actor, request, path, body)));
    }

    private Answer answer(Call call) {
        if (!call.path().isEmpty()) {
            return nonNull(transaction.execute(status -> router.route(call)));
        }
        if (!call.method().equals("POST")) {
            throw Router.wrongMethod();
        }
        return bundles.answer(call);
    }

    private static Answer nonNull(@Nullable Answer answer) {
        if (answer == null) {
            throw new IllegalStateException("no answer");
        }
        return answer;
    }

    private static Call call(Actor actor, HttpServletRequest request, List<String> path, @Nullable ObjectNode body) {
        Map<String, String> headers = new HashMap<>();
        for (String name : HEADERS) {
            String value = request.getHeader(name);
            if (value != null) {
                headers.put(name, value);
            }
        }
        return new Call(actor, base(request), request.getMethod(), path, parameters(request), body, headers);
    }

    /** Of the query, and of the form that a POST to {@code _search} carries. */
    private static Map<String, List<String>> parameters(HttpServletRequest request) {
        Map<String, List<String>> parameters =
                new LinkedHashMap<>(Queries.read(String.valueOf(request.getQueryString())));
        if (Intakes.form(request)) {
            request.getParameterMap().forEach((name, values) -> parameters.putIfAbsent(name, Arrays.asList(values)));
        }
        return parameters;
    }

    private static List<String> path(HttpServletRequest request) {
        String rest = request.getRequestURI().substring(request.getContextPath().length() + "/fhir".length());
        return Arrays.stream(rest.split("/"))
                .filter(segment -> !segment.isEmpty())
                .map(segment -> java.net.URLDecoder.decode(segment, StandardCharsets.UTF_8))
                .toList();
    }

    private static String base(HttpServletRequest request) {
        String url = request.getRequestURL().toString();
        return url.substring(0, url.length() - request.getRequestURI().length()) + request.getContextPath() + "/fhir";
    }

    private static void write(HttpServletResponse response, Formats format, Answer answer, String base)
            throws IOException {
        response.setStatus(answer.status());
        if (answer.version() != null) {
            response.setHeader("ETag", "W/\"" + answer.version() + "\"");
        }
        if (answer.modified() != null) {
            response.setHeader("Last-Modified", HTTP_DATE.format(answer.modified()));
        }
        if (answer.location() != null) {
            response.setHeader("Location", base + "/" + answer.location());
        }
        response.setHeader("Cache-Control", "no-store");
        if (answer.json() != null && answer.status() != 304) {
            response.setContentType(format.mediaType());
            byte[] body = format.write(answer.json());
            response.setContentLength(body.length);
            response.getOutputStream().write(body);
        }
    }
}
