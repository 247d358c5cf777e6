package org.kangcheng.encounter;

import org.jspecify.annotations.Nullable;
import org.kangcheng.kernel.Fen;

/**
 * 收费项目: what one thing of a visit costs.
 *
 * @param subjectId the laboratory order or prescription; the visit itself for registration and consultation
 * @param billId the bill on which it stands; null while it stands on none
 */
public record Fee(
        long feeId,
        long visitId,
        Kind kind,
        long subjectId,
        String title,
        Fen amount,
        State state,
        @Nullable Long billId) {

    public enum Kind {
        REGISTRATION("挂号费"),
        CONSULTATION("诊查费"),
        LABORATORY("检验费"),
        MEDICINE("药费");

        private final String label;

        Kind(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    public enum State {
        DUE("待缴"),
        PAID("已缴"),
        REFUNDED("已退"),
        VOID("已取消");

        private final String label;

        State(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }
}
