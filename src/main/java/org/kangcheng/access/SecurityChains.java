package org.kangcheng.access;

import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.security.authentication.AuthenticationEventPublisher;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.OAuth2AuthorizationServerConfiguration;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
import org.springframework.security.oauth2.server.authorization.token.JwtEncodingContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenCustomizer;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.context.RequestAttributeSecurityContextRepository;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.security.web.csrf.CsrfFilter;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.StrictHttpFirewall;
import org.springframework.security.web.header.Header;
import org.springframework.security.web.header.HeaderWriter;
import org.springframework.security.web.header.writers.StaticHeadersWriter;
import org.springframework.security.web.savedrequest.HttpSessionRequestCache;
import org.springframework.security.web.savedrequest.NullRequestCache;
import org.springframework.security.web.savedrequest.RequestCache;
import org.springframework.security.web.util.matcher.RequestMatcher;

/**
 * The doors: {@code /oauth2} hands tokens to programs, {@code /fhir} and {@code /api} take them, everything else is pages
 * with a session. All but health, static files and sign-in is denied unless a handler grants it.
 */
@Configuration(proxyBeanMethods = false)
class SecurityChains {
    private static final String POLICY = "default-src 'self'; img-src 'self' data: blob:; media-src 'self' blob:; "
            + "style-src 'self'; script-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; "
            + "frame-ancestors 'none'";

    private static final String BEARER = "Bearer ";

    private static final String[] STATIC = {
        "/lib/**",
        "/css/**",
        "/js/**",
        "/img/**",
        "/draw/**",
        "/favicon.ico",
        "/favicon.svg",
        "/error",
        "/manifest.webmanifest"
    };

    @Bean
    PasswordEncoder passwordEncoder() {
        return Argon2PasswordEncoder.defaultsForSpringSecurity_v5_8();
    }

    @Bean
    JWKSource<SecurityContext> jwkSource(TokenKeys keys) {
        return keys.source();
    }

    @Bean
    JwtDecoder jwtDecoder(JWKSource<SecurityContext> source) {
        return OAuth2AuthorizationServerConfiguration.jwtDecoder(source);
    }

    /** Each filter of each request would be timed by itself: a third of what a request costs, and nobody looks. */
    @Bean
    SecurityObservationSettings securityObservations() {
        return SecurityObservationSettings.noObservations();
    }

    @Bean
    AuthorizationServerSettings authorizationServerSettings() {
        return AuthorizationServerSettings.builder().build();
    }

    /** Puts the client's scope into its token, so that no request has to look it up again. */
    @Bean
    OAuth2TokenCustomizer<JwtEncodingContext> institutionClaims(Clients clients) {
        return context -> {
            if (OAuth2TokenType.ACCESS_TOKEN.equals(context.getTokenType())) {
                context.getJwsHeader().algorithm(SignatureAlgorithm.RS256);
                clients.find(context.getRegisteredClient().getClientId())
                        .ifPresent(client -> context.getClaims().claims(claims -> {
                            claims.put("name", client.name());
                            claims.put("city_wide", client.cityWide());
                            if (client.institutionId() != null) {
                                claims.put("institution", client.institutionId());
                            }
                        }));
            }
        };
    }

    /** Nobody listens to sign-ins as events, and each would be offered to the publication registry. */
    @Bean
    AuthenticationEventPublisher authenticationEvents() {
        return new AuthenticationEventPublisher() {
            @Override
            public void publishAuthenticationSuccess(Authentication authentication) {}

            @Override
            public void publishAuthenticationFailure(AuthenticationException why, Authentication authentication) {}
        };
    }

    /** Spring's own firewall; it looks at headers by the letter instead of by a regular expression. */
    @Bean
    HttpFirewall firewall() {
        StrictHttpFirewall firewall = new StrictHttpFirewall();
        firewall.setAllowedHeaderNames(name -> name.indexOf('\t') < 0 && printable(name));
        firewall.setAllowedHeaderValues(SecurityChains::printable);
        return firewall;
    }

    /** A loop and no stream: every header of every request passes here. */
    private static boolean printable(String value) {
        for (int at = 0; at < value.length(); ) {
            int letter = value.codePointAt(at);
            if (letter != '\t' && (!Character.isDefined(letter) || Character.isISOControl(letter))) {
                return false;
            }
            at += Character.charCount(letter);
        }
        return true;
    }

    @Bean
    @Order(2)
    SecurityFilterChain tokenChain(HttpSecurity http) throws Exception {
        return http.oauth2AuthorizationServer(server -> http.securityMatcher(server.getEndpointsMatcher()))
                .authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
                .csrf(csrf -> csrf.disable())
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .build();
    }

    /**
     * Asked first: it is the busiest, and shares no path with the chain of tokens, whose matcher is many matchers. A program
     * has no session, neither signs out nor comes back to where it was stopped, and is never nobody in particular.
     */
    @Bean
    @Order(1)
    SecurityFilterChain programChain(
            HttpSecurity http, GrantedEndpoints granted, KnownPrograms programs, ProgramRefusals refusals)
            throws Exception {
        BearerTokenAuthenticationFilter bearer =
                new BearerTokenAuthenticationFilter(programs, SecurityChains::bearerToken);
        bearer.setAuthenticationEntryPoint(refusals);
        SecurityContextRepository thisRequest = new RequestAttributeSecurityContextRepository();
        http.setSharedObject(RequestCache.class, new NullRequestCache());
        return http.securityMatcher("/fhir/**", "/api/**")
                .addFilter(bearer)
                .securityContext(context -> context.securityContextRepository(thisRequest))
                .authorizeHttpRequests(requests -> requests.requestMatchers(HttpMethod.GET, "/fhir/metadata")
                        .permitAll()
                        .anyRequest()
                        .access(granted))
                .exceptionHandling(
                        handling -> handling.authenticationEntryPoint(refusals).accessDeniedHandler(refusals))
                .headers(headers -> headers.defaultsDisabled().addHeaderWriter(ofPrograms()))
                .csrf(csrf -> csrf.disable())
                .sessionManagement(session -> session.disable())
                .servletApi(servlet -> servlet.disable())
                .logout(out -> out.disable())
                .requestCache(cache -> cache.disable())
                .anonymous(nobody -> nobody.disable())
                .build();
    }

    /** What a browser that was sent to an answer for programs has to know. */
    private static HeaderWriter ofPrograms() {
        return new StaticHeadersWriter(List.of(
                new Header("X-Content-Type-Options", "nosniff"),
                new Header("X-Frame-Options", "DENY"),
                new Header(HttpHeaders.CACHE_CONTROL, "no-store")));
    }

    /** What follows "Bearer"; whether it is a token at all the decoder tells. */
    private static @Nullable Authentication bearerToken(HttpServletRequest request) {
        String header = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (header == null || !header.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            return null;
        }
        String token = header.substring(BEARER.length()).strip();
        if (token.isEmpty()) {
            throw new InvalidBearerTokenException("no token");
        }
        return new BearerTokenAuthenticationToken(token);
    }

    /** Metrics are the operator's, who can read the data directory; health is everybody's. */
    @Bean
    @Order(3)
    SecurityFilterChain operatorChain(HttpSecurity http, MetricsToken token) throws Exception {
        RequestMatcher operator = request -> token.fits(request.getHeader("Authorization"));
        return http.securityMatcher("/actuator/**")
                .authorizeHttpRequests(requests -> requests.requestMatchers("/actuator/health/**", "/actuator/health")
                        .permitAll()
                        .requestMatchers(operator)
                        .permitAll()
                        .anyRequest()
                        .denyAll())
                .csrf(csrf -> csrf.disable())
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .build();
    }

    @Bean
    @Order(4)
    SecurityFilterChain pageChain(
            HttpSecurity http,
            GrantedEndpoints granted,
            SignInOutcome outcome,
            AccountVersions accounts,
            @Value("${server.servlet.session.timeout}") Duration idle,
            Clock clock)
            throws Exception {
        return http.authorizeHttpRequests(requests -> requests.requestMatchers(STATIC)
                        .permitAll()
                        .requestMatchers("/v3/api-docs/**", "/swagger-ui/**", "/swagger-ui.html")
                        .permitAll()
                        .anyRequest()
                        .access(granted))
                .formLogin(form -> form.loginPage("/sign-in")
                        .loginProcessingUrl("/sign-in")
                        .authenticationDetailsSource(SignInDetails::of)
                        .successHandler(outcome)
                        .failureHandler(outcome)
                        .permitAll())
                .logout(out -> out.logoutUrl("/sign-out").logoutSuccessHandler(outcome))
                .exceptionHandling(handling -> handling.authenticationEntryPoint(new AskToSignIn()))
                .requestCache(cache -> cache.requestCache(wholePages()))
                .addFilterAfter(new SessionWatch(granted, accounts, idle, clock), CsrfFilter.class)
                .headers(SecurityChains::headers)
                .csrf(Customizer.withDefaults())
                .build();
    }

    /** Who was stopped at the door comes back to the page she asked for; never to a part of one, or to what a page polled. */
    private static RequestCache wholePages() {
        HttpSessionRequestCache cache = new HttpSessionRequestCache();
        cache.setRequestMatcher(request -> request.getMethod().equals("GET")
                && !AskToSignIn.partOfPage(request)
                && String.valueOf(request.getHeader(HttpHeaders.ACCEPT)).contains("text/html"));
        return cache;
    }

    private static void headers(HeadersConfigurer<HttpSecurity> headers) {
        headers.contentSecurityPolicy(policy -> policy.policyDirectives(POLICY))
                .referrerPolicy(referrer -> referrer.policy(
                        org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy
                                .SAME_ORIGIN))
                .permissionsPolicyHeader(
                        permissions -> permissions.policy("camera=(self), microphone=(self), geolocation=(self)"));
    }
}
