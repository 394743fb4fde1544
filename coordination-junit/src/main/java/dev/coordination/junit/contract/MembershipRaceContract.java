// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract;

import static dev.coordination.junit.contract.races.MemberCalls.activeNodes;
import static dev.coordination.junit.contract.races.MemberCalls.deregister;
import static dev.coordination.junit.contract.races.MemberCalls.heartbeat;
import static dev.coordination.junit.contract.races.MemberCalls.last;
import static dev.coordination.junit.contract.races.MemberCalls.members;
import static dev.coordination.junit.contract.races.MemberCalls.metadata;
import static dev.coordination.junit.contract.races.MemberCalls.register;
import static dev.coordination.junit.contract.races.Race.between;
import static dev.coordination.junit.contract.races.Ttl.LONG;
import static dev.coordination.junit.contract.races.Ttl.SHORT;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Concurrent calls about the same nodes: M-01 to M-04 and M-06. */
abstract class MembershipRaceContract extends RaceArea {

    @Test
    @Tag("M-01")
    void aNodeIsActiveWhileItsHeartbeatIsReceived() {
        judge(
                between(heartbeat(1), metadata(1)).after(register(1, 1, LONG)).then(last()),
                between(heartbeat(1), members()).after(register(1, 1, LONG)).then(last()),
                between(heartbeat(1), activeNodes()).after(register(1, 1, LONG)).then(last()));
    }

    @Test
    @Tag("M-02")
    void aNodeThatRegistersAgainIsReplacedAtOnce() {
        judge(
                between(register(1, 2, LONG), metadata(1))
                        .after(register(1, 1, LONG))
                        .then(last()),
                between(register(1, 2, LONG), members()).then(last()),
                between(register(1, 2, LONG), register(1, 3, LONG))
                        .after(register(1, 1, LONG))
                        .then(last()));
    }

    @Test
    @Tag("M-03")
    void aHeartbeatNeitherRegistersANodeNorRestoresItsMetadata() {
        judge(
                between(heartbeat(1), deregister(1)).after(register(1, 1, LONG)).then(last()),
                between(heartbeat(1), register(1, 2, LONG))
                        .after(register(1, 1, LONG))
                        .then(last()),
                between(heartbeat(1), register(1, 2, LONG))
                        .afterExpiryOf(register(1, 1, SHORT))
                        .then(last()));
    }

    @Test
    @Tag("M-04")
    void oneOfTwoCallersDeregistersANode() {
        judge(
                between(deregister(1), deregister(1))
                        .after(register(1, 1, LONG))
                        .then(last()),
                between(deregister(1), register(1, 2, LONG)).then(last()),
                between(deregister(1), register(1, 2, LONG))
                        .afterExpiryOf(register(1, 1, SHORT))
                        .then(last()));
    }

    @Test
    @Tag("M-06")
    void aNodeThatRegistersAgainIsNeverMissing() {
        judge(
                between(register(1, 2, LONG), metadata(1))
                        .after(register(1, 1, LONG))
                        .then(last()),
                between(register(1, 2, LONG), members())
                        .after(register(1, 1, LONG))
                        .then(last()),
                between(register(1, 2, LONG), activeNodes())
                        .after(register(1, 1, LONG))
                        .then(last()));
    }

    /** An adapter that takes two steps to remove expired nodes may remove one that has registered in between. */
    @Test
    @Tag("M-06")
    void aQueryDoesNotRemoveANodeThatRegistersAgain() {
        judge(
                between(register(1, 2, LONG), metadata(1))
                        .afterExpiryOf(register(1, 1, SHORT))
                        .then(last()),
                between(register(1, 2, LONG), members())
                        .afterExpiryOf(register(1, 1, SHORT))
                        .then(last()),
                between(register(1, 2, LONG), activeNodes())
                        .afterExpiryOf(register(1, 1, SHORT))
                        .then(last()));
    }

    /** The other thread changes two nodes, in both orders: an adapter may read one node early and the other late. */
    @Test
    @Tag("M-06")
    void membersShowsOneMoment() {
        judge(
                between(List.of(members()), List.of(register(2, 1, LONG), deregister(1)))
                        .after(register(1, 1, LONG))
                        .then(last()),
                between(List.of(members()), List.of(register(1, 1, LONG), deregister(2)))
                        .after(register(2, 1, LONG))
                        .then(last()),
                between(List.of(members()), List.of(register(1, 2, LONG), register(2, 2, LONG)))
                        .after(register(1, 1, LONG), register(2, 1, LONG))
                        .then(last()),
                between(List.of(members()), List.of(register(2, 2, LONG), register(1, 2, LONG)))
                        .after(register(1, 1, LONG), register(2, 1, LONG))
                        .then(last()));
    }
}
