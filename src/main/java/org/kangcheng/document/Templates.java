package org.kangcheng.document;

import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.kangcheng.access.Actor;
import org.kangcheng.kernel.Refusal;
import org.springframework.stereotype.Component;

/** The templates that officials keep: download, edit, upload; every version stays. */
@Component
class Templates {
    private static final Refusal TWO_AT_ONCE = Refusal.conflict("template-changed", "刚才有人上传了新版本，请重新打开后再上传。");

    private final Documents documents;
    private final TemplateTable table;
    private final Clock clock;

    Templates(Documents documents, TemplateTable table, Clock clock) {
        this.documents = documents;
        this.table = table;
        this.clock = clock;
    }

    /** What is wrong with it; empty when it is in force from now on. */
    List<TemplateCheck.Finding> putInForce(Actor by, String id, String fileName, byte[] content) {
        Template template = documents.require(id);
        List<TemplateCheck.Finding> findings = TemplateCheck.of(template, WordFile.open(content));
        if (findings.isEmpty()) {
            save(by, id, fileName, content);
        }
        return findings;
    }

    /** The shipped one is in force again. */
    void backToShipped(Actor by, String id) {
        documents.require(id);
        save(by, id, "", null);
    }

    private void save(Actor by, String id, String fileName, byte @Nullable [] content) {
        int version = table.newest(id).map(TemplateTable.Upload::version).orElse(0) + 1;
        if (!table.insert(id, new TemplateTable.Upload(version, content, fileName, by.name(), clock.instant()))) {
            throw TWO_AT_ONCE.asException();
        }
    }
}
