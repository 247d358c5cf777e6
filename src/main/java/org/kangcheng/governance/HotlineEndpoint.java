package org.kangcheng.governance;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.kangcheng.access.Allowed;
import org.kangcheng.access.Role;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** 来电弹屏: the telephone exchange tells of a call; the seats see it within two seconds. */
@RestController
@RequestMapping("/api/v1/hotline")
@Allowed(Role.CLIENT)
@Tag(name = "热线来电")
class HotlineEndpoint {
    /** @param callId the exchange's own id of the call; the same again changes nothing */
    record CallBody(
            @Nullable String callId,
            @Nullable String number,
            @Nullable String line) {}

    private final HotlineCalls calls;

    HotlineEndpoint(HotlineCalls calls) {
        this.calls = calls;
    }

    @PostMapping("/calls")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "通知来电", description = "话务平台振铃时调用。callId 相同的重复通知只算一次。")
    void ring(@RequestBody CallBody call) {
        calls.ring(
                Objects.requireNonNullElse(call.callId, ""),
                Objects.requireNonNullElse(call.number, ""),
                Objects.requireNonNullElse(call.line, ""));
    }
}
