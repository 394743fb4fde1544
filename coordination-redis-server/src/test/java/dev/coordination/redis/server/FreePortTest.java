// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.BindException;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;

class FreePortTest {

    @Test
    void theBusPortOfAClusterNodeIsFreeToo() throws Exception {
        int free = FreePort.findForClusterNode();

        try (TakenPort port = TakenPort.at(free);
                TakenPort bus = TakenPort.at(free + 10_000)) {
            assertThat(bus.number() - port.number()).isEqualTo(10_000);
        }
    }

    @Test
    void portsWhoseBusPortIsTakenOrTooHighArePassedOver() throws Exception {
        int free = FreePort.findForClusterNode();
        int other = FreePort.findForClusterNode();
        Iterator<Integer> candidates = List.of(55_536, 65_535, other, free).iterator();

        try (TakenPort bus = TakenPort.at(other + 10_000)) {
            assertThat(bus.number()).isEqualTo(other + 10_000);
            assertThat(FreePort.findForClusterNode(candidates::next)).isEqualTo(free);
        }
    }

    @Test
    void givesUpIfNoBusPortIsFree() {
        assertThatExceptionOfType(BindException.class)
                .isThrownBy(() -> FreePort.findForClusterNode(() -> 60_000))
                .withMessage("no free port has a free port 10000 above it");
    }
}
