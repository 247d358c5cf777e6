package org.kangcheng.access;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.ServletContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.kangcheng.TestPlatform;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.boot.webmvc.test.autoconfigure.MockMvcPrint;
import org.springframework.http.HttpMethod;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors;
import org.springframework.security.web.FilterChainProxy;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * Every role against every endpoint: generated from the handlers themselves, so a new endpoint is tested by existing.
 * Only the doors are tried, not what is behind: a request that the filter chain lets through is stopped before its
 * handler.
 */
@AutoConfigureMockMvc(print = MockMvcPrint.NONE)
class RoleByEndpointTests extends TestPlatform {
    private static final Path MATRIX = Path.of("src", "test", "resources", "access", "roles-by-endpoint.txt");

    record Endpoint(HttpMethod method, String path, HandlerMethod handler) {
        boolean ours() {
            return handler.getBeanType().getPackageName().startsWith("org.kangcheng");
        }
    }

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    RequestMappingHandlerMapping mappings;

    @Autowired
    FilterChainProxy filters;

    @Autowired
    ServletContext servlets;

    @Autowired
    MockMvc mvc;

    @Test
    void everyEndpointOfOursSaysWhoMayCallIt() {
        assertThat(endpoints())
                .filteredOn(Endpoint::ours)
                .allSatisfy(endpoint -> assertThat(
                                open(endpoint) || !roles(endpoint).isEmpty())
                        .as("%s %s is granted to nobody", endpoint.method, endpoint.path)
                        .isTrue());
    }

    @Test
    void nobodyPassesAnEndpointThatIsNotGrantedToHerRole() throws Exception {
        Set<String> wrong = new TreeSet<>();
        for (Endpoint endpoint : endpoints()) {
            for (Role role : Role.values()) {
                boolean mayPass = open(endpoint) || roles(endpoint).contains(role);
                if (!mayPass && status(endpoint, role) != 403) {
                    wrong.add(role + " reached " + endpoint.method + " " + endpoint.path);
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    /** As strict the other way: whoever a handler names does get in. */
    @Test
    void everybodyPassesTheEndpointsThatAreGrantedToHerRole() throws Exception {
        Set<String> wrong = new TreeSet<>();
        for (Endpoint endpoint : endpoints()) {
            for (Role role : roles(endpoint)) {
                if (!passes(endpoint, role)) {
                    wrong.add(role + " was stopped before " + endpoint.method + " " + endpoint.path);
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    /** Who may do what, to be read in a review: a grant that becomes wider is a changed line of this file. */
    @Test
    void theMatrixIsTheOneThatWasReviewed() throws Exception {
        List<String> matrix = endpoints().stream()
                .map(endpoint -> "%-6s %s -> %s"
                        .formatted(
                                endpoint.method,
                                endpoint.path,
                                open(endpoint)
                                        ? "everybody"
                                        : roles(endpoint).stream()
                                                .map(Role::name)
                                                .collect(Collectors.joining(" "))))
                .sorted(Comparator.comparing((String line) -> line.substring(7)).thenComparing(line -> line))
                .distinct()
                .toList();
        if (System.getProperty("renew-matrix") != null) {
            Files.write(MATRIX, matrix);
        }
        assertThat(matrix)
                .as(
                        "who may call what, beside %s; after a review renew it: "
                                + "./kangcheng test -Dtest=RoleByEndpointTests -Drenew-matrix",
                        MATRIX)
                .isEqualTo(Files.readAllLines(MATRIX));
    }

    @Test
    void theSignedOutReachOnlyOpenEndpoints() throws Exception {
        Set<String> wrong = new TreeSet<>();
        for (Endpoint endpoint : endpoints()) {
            int status = mvc.perform(MockMvcRequestBuilders.request(endpoint.method, sample(endpoint.path))
                            .with(SecurityMockMvcRequestPostProcessors.csrf()))
                    .andReturn()
                    .getResponse()
                    .getStatus();
            boolean stopped = status == 401 || status == 302 || status == 403;
            if (!open(endpoint) && !stopped) {
                wrong.add(status + " " + endpoint.method + " " + endpoint.path);
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void aFormWithoutItsTokenIsRefused() throws Exception {
        for (Endpoint endpoint : endpoints()) {
            boolean page = endpoint.path.startsWith("/staff") || endpoint.path.startsWith("/m/");
            if (page && endpoint.method != HttpMethod.GET) {
                Role role = open(endpoint)
                        ? Role.DOCTOR
                        : roles(endpoint).iterator().next();
                int status = mvc.perform(MockMvcRequestBuilders.request(endpoint.method, sample(endpoint.path))
                                .with(SecurityMockMvcRequestPostProcessors.authentication(as(role))))
                        .andReturn()
                        .getResponse()
                        .getStatus();
                assertThat(status).as("%s %s", endpoint.method, endpoint.path).isEqualTo(403);
            }
        }
    }

    private int status(Endpoint endpoint, Role role) throws Exception {
        return mvc.perform(MockMvcRequestBuilders.request(endpoint.method, sample(endpoint.path))
                        .with(SecurityMockMvcRequestPostProcessors.authentication(as(role)))
                        .with(SecurityMockMvcRequestPostProcessors.csrf()))
                .andReturn()
                .getResponse()
                .getStatus();
    }

    /** Whether the request comes out at the other end of the filters, where its handler would begin. */
    private boolean passes(Endpoint endpoint, Role role) throws Exception {
        MockHttpServletRequestBuilder asked = MockMvcRequestBuilders.request(endpoint.method, sample(endpoint.path))
                .with(SecurityMockMvcRequestPostProcessors.authentication(as(role)))
                .with(SecurityMockMvcRequestPostProcessors.csrf());
        MockHttpServletRequest request = asked.buildRequest(servlets);
        MockFilterChain behind = new MockFilterChain();
        filters.doFilter(asked.postProcessRequest(request), new MockHttpServletResponse(), behind);
        return behind.getRequest() != null;
    }

    private static ActorAuthentication as(Role role) {
        return new ActorAuthentication(
                new Actor(Actor.Kind.STAFF, "1", role.label(), Set.of(role), 1L, 1L, 1L, "3715", 1L, false));
    }

    private List<Endpoint> endpoints() {
        List<Endpoint> endpoints = new ArrayList<>();
        for (Map.Entry<RequestMappingInfo, HandlerMethod> mapping :
                mappings.getHandlerMethods().entrySet()) {
            for (String path : mapping.getKey().getPatternValues()) {
                Set<org.springframework.web.bind.annotation.RequestMethod> methods =
                        mapping.getKey().getMethodsCondition().getMethods();
                if (methods.isEmpty()) {
                    endpoints.add(new Endpoint(HttpMethod.GET, path, mapping.getValue()));
                }
                methods.forEach(method -> endpoints.add(new Endpoint(method.asHttpMethod(), path, mapping.getValue())));
            }
        }
        return endpoints.stream().filter(Endpoint::ours).toList();
    }

    private static boolean open(Endpoint endpoint) {
        return endpoint.handler.hasMethodAnnotation(Open.class);
    }

    private static Set<Role> roles(Endpoint endpoint) {
        Set<Role> roles = EnumSet.noneOf(Role.class);
        roles.addAll(GrantedEndpoints.allowedRoles(endpoint.handler));
        return roles;
    }

    /** A path with its variables filled in by something that names nothing, or by the first of what they may be. */
    private static String sample(String pattern) {
        return pattern.replaceAll("\\{\\w+:(\\w+)\\|[^}]*}", "$1").replaceAll("\\{\\*?[^}]+}", "1");
    }
}
