package org.kangcheng.settlement;

import java.time.Instant;
import java.util.List;
import org.kangcheng.kernel.Fen;
import org.kangcheng.payment.PayableRef;

/** 结算单: the lines sum to the total, to the fen. */
public record Settlement(
        long personKey,
        long settlementId,
        long institutionId,
        PayableRef payable,
        Fen total,
        Instant settledAt,
        List<PayerLine> lines) {

    public Settlement {
        lines = List.copyOf(lines);
        Fen sum = lines.stream().map(PayerLine::amount).reduce(Fen.ZERO, Fen::plus);
        if (!sum.equals(total)) {
            throw new IllegalArgumentException("lines of " + sum + " do not make a total of " + total);
        }
    }

    public Fen paidBy(Payer payer) {
        return lines.stream()
                .filter(line -> line.payer() == payer)
                .map(PayerLine::amount)
                .reduce(Fen.ZERO, Fen::plus);
    }
}
