// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract;

import dev.coordination.junit.contract.generated.ClosedHandleCalls;
import dev.coordination.junit.contract.generated.RememberedCalls;
import dev.coordination.junit.contract.generated.SameNodeCalls;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Generated calls on several handles, on several elections of one node, and on several members of one handle: G-05,
 * G-07, L-04, L-08, M-01, M-03, M-06. A handle must not remember results, its changes must outlast it, and each
 * election and each member must have its own TTL.
 */
abstract class GeneratedHandlesContract extends GeneratedArea {

    @Test
    @Tag("G-07")
    void aHandleDoesNotRememberElections() {
        compare(RememberedCalls::generateElections);
    }

    @Test
    @Tag("G-07")
    void aHandleDoesNotRememberMembers() {
        compare(RememberedCalls::generateMembers);
    }

    @Test
    @Tag("M-06")
    void queriesAgreeAfterChangesByAnotherHandle() {
        compare(RememberedCalls::generateQueries);
    }

    @Test
    @Tag("G-05")
    void changesToKeysAndMembersOutlastTheHandleThatMadeThem() {
        compare(ClosedHandleCalls::generateKeysAndMembers);
    }

    @Test
    @Tag("G-05")
    @Tag("L-04")
    void changesToElectionsOutlastTheHandleThatMadeThem() {
        compare(ClosedHandleCalls::generateElections);
    }

    @Test
    @Tag("L-08")
    void everyElectionOfANodeHasItsOwnTtl() {
        compare(SameNodeCalls::generateElections);
    }

    @Test
    @Tag("M-01")
    @Tag("M-03")
    void everyMemberOfAHandleHasItsOwnTtl() {
        compare(SameNodeCalls::generateMembers);
    }
}
