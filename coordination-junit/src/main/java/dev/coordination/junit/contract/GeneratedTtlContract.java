// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract;

import dev.coordination.junit.contract.generated.LaterTtlCalls;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Generated calls that set TTLs of every size for names that are in use or have been used before: G-02, C-02, C-08,
 * C-12, C-14, L-02, L-03, M-01 to M-03.
 */
abstract class GeneratedTtlContract extends GeneratedArea {

    @Test
    @Tag("G-02")
    @Tag("C-02")
    void theTtlOfAnOverwrittenKeyLastsAsLongAsInMemory() {
        compare(LaterTtlCalls::generateSet);
    }

    @Test
    @Tag("G-02")
    @Tag("C-12")
    void theTtlOfARecreatedKeyLastsAsLongAsInMemory() {
        compare(LaterTtlCalls::generateSetIfAbsent);
    }

    @Test
    @Tag("G-02")
    @Tag("C-08")
    void theTtlOfARecreatedCounterLastsAsLongAsInMemory() {
        compare(LaterTtlCalls::generateIncrement);
    }

    @Test
    @Tag("G-02")
    @Tag("C-14")
    void aTtlThatReplacesAnotherLastsAsLongAsInMemory() {
        compare(LaterTtlCalls::generateExpire);
    }

    @Test
    @Tag("G-02")
    @Tag("L-03")
    void aTermAfterAnotherLastsAsLongAsInMemory() {
        compare(LaterTtlCalls::generateAcquire);
    }

    @Test
    @Tag("G-02")
    @Tag("L-02")
    @Tag("L-03")
    void aTermThatIsRenewedAgainLastsAsLongAsInMemory() {
        compare(LaterTtlCalls::generateRenew);
    }

    @Test
    @Tag("G-02")
    @Tag("M-01")
    @Tag("M-02")
    void aNodeThatReturnsStaysAsLongAsInMemory() {
        compare(LaterTtlCalls::generateRegister);
    }

    @Test
    @Tag("G-02")
    @Tag("M-03")
    void aHeartbeatAfterAnotherLastsAsLongAsInMemory() {
        compare(LaterTtlCalls::generateHeartbeat);
    }
}
