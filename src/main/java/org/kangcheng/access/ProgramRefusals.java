package org.kangcheng.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.stereotype.Component;

/** 401 and 403 for programs: an OperationOutcome below {@code /fhir}, a problem detail (RFC 9457) elsewhere. */
@Component
class ProgramRefusals implements AuthenticationEntryPoint, AccessDeniedHandler {
    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException why)
            throws IOException {
        response.setHeader("WWW-Authenticate", "Bearer");
        answer(request, response, 401, "login", "unauthorized", "需要有效的访问令牌,请先向 /oauth2/token 申请。");
    }

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException why)
            throws IOException {
        answer(request, response, 403, "forbidden", "forbidden", "该接口未授权给此客户端,或不存在。");
    }

    private static void answer(
            HttpServletRequest request,
            HttpServletResponse response,
            int status,
            String issue,
            String code,
            String message)
            throws IOException {
        response.setStatus(status);
        response.setCharacterEncoding("UTF-8");
        if (request.getRequestURI().startsWith("/fhir")) {
            response.setContentType("application/fhir+json");
            response.getWriter().write("""
                    {"resourceType":"OperationOutcome","issue":[{"severity":"error","code":"%s","diagnostics":"%s"}]}""".formatted(issue, message));
        } else {
            response.setContentType("application/problem+json");
            response.getWriter().write("""
                    {"status":%d,"code":"%s","detail":"%s"}""".formatted(status, code, message));
        }
    }
}
