package org.kangcheng.terminology;

import java.util.Arrays;
import java.util.Optional;

/** 用卡渠道: through what a code was read, or a service asked for. */
public enum CareChannel {
    COUNTER("0100", "人工窗口"),
    KIOSK("0200", "自助机"),
    CONSULTING_ROOM("0300", "医生工作台"),
    SERVICE_ACCOUNT("0401", "服务号"),
    MINI_PROGRAM("0402", "小程序"),
    HOTLINE("0500", "电话"),
    INSTITUTION("9900", "机构接口");

    private final String code;
    private final String label;

    CareChannel(String code, String label) {
        this.code = code;
        this.label = label;
    }

    public String code() {
        return code;
    }

    public String label() {
        return label;
    }

    public static Optional<CareChannel> ofCode(String code) {
        return Arrays.stream(values())
                .filter(channel -> channel.code.equals(code))
                .findFirst();
    }
}
