package org.kangcheng.portal;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.http.server.observation.ServerRequestObservationContext;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

/** Every request is measured by itself, but the reading of a code. */
class MeasuredRequestsTests {
    final List<String> measured = new ArrayList<>();

    @Test
    void everyRequestIsMeasuredButTheBusiest() throws Exception {
        ask("/sign-in");
        ask("/api/v1/codes/verify");
        ask("/api/v1/codes/report");
        assertThat(measured).containsExactly("/sign-in", "/api/v1/codes/report");
    }

    private void ask(String path) throws Exception {
        ObservationRegistry registry = ObservationRegistry.create();
        registry.observationConfig().observationHandler(new Noting());
        var filter = new MeasuredRequests().measured(registry).getFilter();
        var chain = new MockFilterChain();
        filter.doFilter(new MockHttpServletRequest("POST", path), new MockHttpServletResponse(), chain);
        assertThat(chain.getRequest()).as("passed on").isNotNull();
    }

    private final class Noting implements ObservationHandler<ServerRequestObservationContext> {
        @Override
        public void onStop(ServerRequestObservationContext context) {
            measured.add(context.getCarrier().getRequestURI());
        }

        @Override
        public boolean supportsContext(Observation.Context context) {
            return context instanceof ServerRequestObservationContext;
        }
    }
}
