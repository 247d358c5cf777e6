package org.kangcheng.portal;

import jakarta.servlet.http.HttpServletRequest;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import org.kangcheng.kernel.Refusal;
import org.kangcheng.kernel.Refused;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.MissingRequestValueException;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.multipart.MaxUploadSizeExceededException;
import org.springframework.web.multipart.support.MissingServletRequestPartException;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.ModelAndView;

/**
 * What a no looks like: a problem detail (RFC 9457) for programs, a plain page for people. A fault of ours is told by a
 * trace id alone; what happened stands in the log under the same id.
 */
@ControllerAdvice
@Order(Ordered.LOWEST_PRECEDENCE)
class ErrorAdvice {
    private static final Logger LOG = LoggerFactory.getLogger(ErrorAdvice.class);

    @ExceptionHandler(Refused.class)
    Object refused(Refused refused, HttpServletRequest request) {
        return answer(refused.refusal(), request);
    }

    @ExceptionHandler(Exception.class)
    Object other(Exception problem, HttpServletRequest request) throws Exception {
        if (problem instanceof AccessDeniedException) {
            throw problem;
        }
        if (problem instanceof ErrorResponse known && known.getStatusCode().is4xxClientError()) {
            return answer(malformed(known.getStatusCode(), problem), request);
        }
        if (problem instanceof MethodArgumentTypeMismatchException wrong) {
            return answer(Refusal.badInput("bad-parameter", "参数“" + wrong.getName() + "”的格式不正确。"), request);
        }
        if (problem instanceof HttpMessageNotReadableException) {
            return answer(Refusal.badInput("bad-body", "请求内容无法解析。"), request);
        }
        String trace = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
        LOG.error("fault {} at {} {}", trace, request.getMethod(), route(request), problem);
        return answer(new Refusal("fault", 500, "系统出错,请稍后再试。编号 " + trace + "。"), request);
    }

    private static Refusal malformed(HttpStatusCode status, Exception problem) {
        return switch (problem) {
            case MissingRequestValueException _, MissingServletRequestPartException _ ->
                Refusal.badInput("missing-parameter", "缺少必填的内容。");
            case MaxUploadSizeExceededException _ -> new Refusal("too-large", 413, "文件太大,最多 64 MB。");
            default -> new Refusal("http-" + status.value(), status.value(), text(status.value()));
        };
    }

    private static String text(int status) {
        return switch (status) {
            case 404 -> "没有这个页面。";
            case 405 -> "此地址不支持这种请求方法。";
            case 406 -> "无法给出所要求的格式。";
            case 413 -> "内容太大。";
            case 415 -> "不支持这种内容格式。";
            default -> "请求不正确。";
        };
    }

    /** The mapped pattern, never the URL: a URL may hold a person's id. */
    private static String route(HttpServletRequest request) {
        return String.valueOf(request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE));
    }

    private static Object answer(Refusal refusal, HttpServletRequest request) {
        String uri = request.getRequestURI();
        if (uri.startsWith("/api/") || uri.startsWith(PhonePages.SHELL)) {
            return problem(refusal);
        }
        ModelAndView page = new ModelAndView(uri.startsWith("/m") ? "portal/refused-mobile" : "portal/refused-staff");
        page.setStatus(HttpStatusCode.valueOf(refusal.status()));
        page.addObject("refusal", refusal);
        page.addObject("largeText", "off");
        return page;
    }

    private static ResponseEntity<ProblemDetail> problem(Refusal refusal) {
        ProblemDetail detail =
                ProblemDetail.forStatusAndDetail(HttpStatusCode.valueOf(refusal.status()), refusal.message());
        detail.setProperty("code", refusal.code());
        return ResponseEntity.status(refusal.status()).body(detail);
    }
}
