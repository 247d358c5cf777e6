package org.kangcheng.exchange;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/**
 * Lets bodies in by their weight: one is never larger than 64 MB, and all that are worked on at once stay within what
 * memory bears; who does not fit waits a while.
 */
@Component
class Intakes {
    private static final int MOST_BYTES = 64 * 1024 * 1024;
    private static final int SMALL_BYTES = 256 * 1024;
    private static final int KILOBYTE = 1024;
    private static final int ALL_KILOBYTES = 96 * 1024;
    private static final int PATIENCE_S = 60;

    private final Semaphore weight = new Semaphore(ALL_KILOBYTES, true);

    /**
     * Reads and parses the body, if there is one, and hands it on. Its weight is taken before it is read, and given back
     * when the work has ended.
     */
    Answer weighed(HttpServletRequest request, Function<@Nullable ObjectNode, Answer> work) throws IOException {
        if (!carriesResource(request)) {
            return work.apply(null);
        }
        Formats format = Formats.sent(request.getContentType());
        long told = request.getContentLengthLong();
        if (told > MOST_BYTES) {
            throw tooLarge();
        }
        return told < 0 ? ofUnknownLength(request, format, work) : ofKnownLength(request, format, work, (int) told);
    }

    private Answer ofKnownLength(
            HttpServletRequest request, Formats format, Function<@Nullable ObjectNode, Answer> work, int bytes)
            throws IOException {
        int kilobytes = kilobytes(bytes);
        take(kilobytes);
        try {
            return work.apply(format.read(request.getInputStream().readNBytes(bytes)));
        } finally {
            weight.release(kilobytes);
        }
    }

    /** What does not say how long it is weighs as much as the largest, once it has shown that it is not small. */
    private Answer ofUnknownLength(
            HttpServletRequest request, Formats format, Function<@Nullable ObjectNode, Answer> work)
            throws IOException {
        byte[] begin = request.getInputStream().readNBytes(SMALL_BYTES);
        boolean small = begin.length < SMALL_BYTES;
        int kilobytes = kilobytes(small ? begin.length : MOST_BYTES);
        take(kilobytes);
        try {
            return work.apply(format.read(small ? begin : rest(request, begin)));
        } finally {
            weight.release(kilobytes);
        }
    }

    private static byte[] rest(HttpServletRequest request, byte[] begin) throws IOException {
        byte[] rest = request.getInputStream().readNBytes(MOST_BYTES - begin.length + 1);
        if (begin.length + rest.length > MOST_BYTES) {
            throw tooLarge();
        }
        byte[] whole = Arrays.copyOf(begin, begin.length + rest.length);
        System.arraycopy(rest, 0, whole, begin.length, rest.length);
        return whole;
    }

    private static int kilobytes(int bytes) {
        return bytes / KILOBYTE + 1;
    }

    static boolean form(HttpServletRequest request) {
        return String.valueOf(request.getContentType()).startsWith("application/x-www-form-urlencoded");
    }

    private static boolean carriesResource(HttpServletRequest request) {
        boolean writes =
                request.getMethod().equals("POST") || request.getMethod().equals("PUT");
        boolean empty = request.getContentLengthLong() == 0;
        return writes && !empty && !(form(request) && request.getRequestURI().endsWith("/_search"));
    }

    private static FhirProblem tooLarge() {
        return FhirProblem.of(413, "too-long", "请求内容不能超过 64 MB。");
    }

    private void take(int kilobytes) {
        try {
            if (!weight.tryAcquire(kilobytes, PATIENCE_S, TimeUnit.SECONDS)) {
                throw FhirProblem.of(503, "throttled", "接收的内容太多,请稍后重试。");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw FhirProblem.of(503, "throttled", "正在停止服务,请稍后重试。");
        }
    }
}
