package org.kangcheng.payment;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.kangcheng.access.Open;
import org.springframework.context.annotation.Profile;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** Where payment channels send their notices. Open to all: the signature alone opens it. */
@RestController
@Profile("!production")
@Tag(name = "支付渠道通知")
class ChannelNoticeEndpoint {
    record Heard(boolean accepted) {}

    private final ChannelNotices notices;

    ChannelNoticeEndpoint(ChannelNotices notices) {
        this.notices = notices;
    }

    @Open
    @Operation(
            summary = "支付成功通知",
            description = "X-Channel-Signature = v<密钥版本>:<秒>:<HMAC-SM3(秒 + 换行 + 报文)>;5 分钟内有效,可重复发送。")
    @PostMapping(path = "/api/channel-notices/sandbox", consumes = MediaType.APPLICATION_JSON_VALUE)
    Heard hear(@RequestHeader("X-Channel-Signature") String signature, @RequestBody String body) {
        notices.hear(PayChannel.SANDBOX, signature, body);
        return new Heard(true);
    }
}
