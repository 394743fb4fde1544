// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.faulty;

import static dev.coordination.junit.contract.Rule.S_03;

import dev.coordination.junit.harness.Capability;
import java.util.List;
import java.util.function.LongUnaryOperator;

/** Defects of adapters that cannot count deliveries, but claim to know whether anybody listens. */
final class CountFaults {

    private CountFaults() {}

    static List<Fault> all() {
        return List.of(
                counted("publish estimates 1 when nobody listens", deliveries -> Math.max(deliveries, 1)),
                counted("publish estimates 0 when one subscription listens", deliveries -> deliveries - 1),
                counted("publish estimates -1 when nobody listens", deliveries -> deliveries == 0 ? -1 : deliveries));
    }

    private static Fault counted(String defect, LongUnaryOperator published) {
        return Fault.of(S_03, defect)
                .rare()
                .lacks(Capability.EXACT_RECEIVER_COUNT)
                .pubSub((correct, context) -> new ForwardingPubSub(correct) {
                    @Override
                    public long publish(String channel, byte[] payload) {
                        return published.applyAsLong(super.publish(channel, payload));
                    }
                });
    }
}
