package org.kangcheng.settlement;

import org.kangcheng.kernel.Fen;

/**
 * What one payer pays of one charge.
 *
 * @param ruleCode stable: names the rule by which the payer pays
 * @param ruleTitle as the resident reads it, kept as it was when the bill was settled
 */
public record PayerLine(
        int lineNo, long chargeId, String chargeTitle, Payer payer, String ruleCode, String ruleTitle, Fen amount) {}
