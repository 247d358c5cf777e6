package org.kangcheng.sheet;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.kangcheng.kernel.PublicId;

/**
 * 导入任务: a table that somebody handed in, and how far its rows have come.
 *
 * @param kind of which {@link SheetImport}
 * @param subject what its rows are about, as the kind means it; "" when there is nothing to say
 * @param reach how far who imports reached when she began, as the kind means it: it goes on for her after a restart
 * @param committedRow rows whose outcome is on disk: what a restart need not do again
 * @param kept rows that were new
 * @param known rows that stood in the books already
 * @param bad rows that came back
 * @param message why it is not done; "" when it is
 */
public record ImportJob(
        long jobId,
        String kind,
        String subject,
        String ownerId,
        String owner,
        String reach,
        String fileName,
        State state,
        int totalRows,
        int committedRow,
        int kept,
        int known,
        int bad,
        Instant startedAt,
        @Nullable Instant finishedAt,
        String message) {
    public enum State {
        RUNNING("正在导入…"),
        DONE("导入完成"),
        FAILED("导入中止");

        private final String label;

        State(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    /** Who hands a table in, and what its rows are about. */
    public record Order(String subject, String ownerId, String owner, String reach) {}

    /** As addresses name it. */
    public String id() {
        return PublicId.encode(jobId);
    }

    public int percent() {
        return totalRows == 0 ? 100 : (int) (100L * committedRow / totalRows);
    }

    public boolean running() {
        return state == State.RUNNING;
    }

    /** In which form the table came, and its bad rows go back. */
    public SheetFormat format() {
        return SheetFormat.of(fileName);
    }

    /** Of the table with the rows that could not be kept, without its ending. */
    public String errorsName() {
        return "错误行-" + fileName.replaceFirst("\\.[^.]*$", "");
    }
}
