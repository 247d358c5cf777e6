/**
 * 支付: orders to pay, the channels through which money comes and goes back, and the ledger, in which every fen stands
 * twice. It does not know what is paid for: that is a {@link org.kangcheng.payment.PayableRef}. A payment is known by
 * what its channel says of it, signed, and as often as the channel likes to repeat it.
 */
@ApplicationModule(
        displayName = "支付",
        allowedDependencies = {"kernel", "access", "identity", "directory", "tally"})
@NullMarked
package org.kangcheng.payment;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
