package org.kangcheng.sheet;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.kangcheng.kernel.Refused;

/** What a module does with the rows of tables of a kind; keeping the table, its progress and its bad rows is not its work. */
public interface SheetImport {
    /** What became of some rows, but for those that were rejected. */
    record Taken(int kept, int known) {}

    /** Hands a row back with the reason, in Chinese. */
    interface Rejections {
        void reject(SheetRow row, String reason);

        /** What the rows say, in an order in which all may lock what they need; those that cannot be read go back. */
        default <T> List<T> understood(List<SheetRow> rows, Function<SheetRow, T> read, Comparator<? super T> order) {
            List<T> understood = new ArrayList<>(rows.size());
            for (SheetRow row : rows) {
                try {
                    understood.add(read.apply(row));
                } catch (Refused refused) {
                    reject(row, refused.refusal().message());
                }
            }
            understood.sort(order);
            return understood;
        }
    }

    /** Its name; stays as it is, for jobs carry it. */
    String kind();

    /** Rows in one transaction: few enough that none lasts a second. */
    int batch();

    /** Headers of the table of bad rows when every row was kept. */
    List<String> columns();

    /** Opens the table, and refuses one that is wrong as a whole. */
    Sheet open(Path file);

    /** Refuses to go on with a job that has lost its sense. */
    default void admit(ImportJob job) {}

    /** Some rows, in the transaction that moves the job's progress: each is kept or rejected by itself. */
    Taken take(ImportJob job, List<SheetRow> rows, Rejections rejections);
}
