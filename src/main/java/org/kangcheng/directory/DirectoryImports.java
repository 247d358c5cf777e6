package org.kangcheng.directory;

import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.kangcheng.directory.DirectorySheets.Kind;
import org.kangcheng.kernel.Ids;
import org.kangcheng.kernel.Refusal;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Takes a table into the directory, and remembers who sent it and what came of its rows. */
@Component
public class DirectoryImports {
    private static final Duration KEPT = Duration.ofDays(30);
    private static final int NAME_LENGTH = 100;
    private static final Refusal UNKNOWN = Refusal.notFound("没有这次导入。");
    private static final Refusal FORGOTTEN = Refusal.notFound("错误行已过保存期限。");

    private final DirectorySheets sheets;
    private final DirectoryImportTable table;
    private final Areas areas;
    private final Ids ids;
    private final Clock clock;

    DirectoryImports(DirectorySheets sheets, DirectoryImportTable table, Areas areas, Ids ids, Clock clock) {
        this.sheets = sheets;
        this.table = table;
        this.areas = areas;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * The good rows and what is remembered of them are kept together; a file that is found broken further down changes
     * nothing.
     */
    @Transactional(rollbackFor = IOException.class)
    public DirectoryImport take(Kind kind, InputStream content, String fileName, String by) throws IOException {
        ImportOutcome outcome = sheets.importFrom(kind, content, fileName, done -> {});
        byte[] errors = Objects.requireNonNullElse(outcome.errorSheet(), new byte[0]);
        DirectoryImport done = new DirectoryImport(
                ids.next(),
                kind,
                shown(fileName),
                by,
                clock.instant(),
                outcome.added(),
                outcome.changed(),
                outcome.unchanged(),
                outcome.bad(),
                outcome.refused(),
                errors.length > 0);
        table.forgetErrors(clock.instant().minus(KEPT));
        table.insert(done, errors);
        if (kind == Kind.AREAS) {
            reloadOnCommit();
        }
        return done;
    }

    private void reloadOnCommit() {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                areas.reload();
            }
        });
    }

    public DirectoryImport find(long jobId) {
        return table.find(jobId).orElseThrow(UNKNOWN::asException);
    }

    public List<DirectoryImport> newest(int limit) {
        return table.newest(limit);
    }

    /** The rows that were not kept, in the form in which the table came. */
    public byte[] errorSheet(long jobId) {
        return table.errorSheet(jobId).orElseThrow(FORGOTTEN::asException);
    }

    /** The last part of the name as the browser gave it. */
    private static String shown(String fileName) {
        String name = fileName.substring(Math.max(fileName.lastIndexOf('/'), fileName.lastIndexOf('\\')) + 1);
        return name.length() <= NAME_LENGTH ? name : name.substring(name.length() - NAME_LENGTH);
    }
}
