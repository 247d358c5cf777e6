package org.kangcheng.settlement;

import org.kangcheng.kernel.Fen;

/**
 * 收费项目: one thing that a bill asks money for.
 *
 * @param chargeId the key of its row in the asking module
 */
public record Charge(long chargeId, String title, Fen amount) {}
