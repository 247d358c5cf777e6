package org.kangcheng.attachment;

import java.util.Optional;

/** 扫描: a scanner for harmful content that an installation may have; a bean of this kind is asked before a file is kept. */
public interface Scanner {
    /** What it found, in a word for the log; empty when the content is clean. Throws when it cannot tell. */
    Optional<String> finds(byte[] content);
}
