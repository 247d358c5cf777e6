package org.kangcheng.kernel;

import java.nio.charset.StandardCharsets;
import org.springframework.http.ContentDisposition;

/** A file that a browser keeps. */
public final class Download {
    private Download() {}

    /** The header Content-Disposition (RFC 6266) that gives a file its name, in Chinese as well. */
    public static String named(String fileName) {
        return ContentDisposition.attachment()
                .filename(fileName, StandardCharsets.UTF_8)
                .build()
                .toString();
    }
}
