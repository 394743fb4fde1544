// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract;

import dev.coordination.junit.contract.generated.AreaCalls;
import dev.coordination.junit.contract.generated.BackendCalls;
import dev.coordination.junit.contract.generated.ClosingCalls;
import dev.coordination.junit.contract.generated.ElectionCalls;
import dev.coordination.junit.contract.generated.EntryCalls;
import dev.coordination.junit.contract.generated.HandleCalls;
import dev.coordination.junit.contract.generated.MatchingCalls;
import dev.coordination.junit.contract.generated.MemberCalls;
import dev.coordination.junit.contract.generated.NameCalls;
import dev.coordination.junit.contract.generated.OtherHandleCalls;
import dev.coordination.junit.contract.generated.PrefixCalls;
import dev.coordination.junit.contract.generated.RefusedCalls;
import dev.coordination.junit.contract.generated.RefusedNames;
import dev.coordination.junit.contract.generated.RefusedTtls;
import dev.coordination.junit.contract.generated.TermCalls;
import dev.coordination.junit.contract.generated.ValueCalls;
import dev.coordination.junit.harness.Capability;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Generated calls in all areas: G-01, G-02, G-04, G-05, G-07, G-09. */
abstract class GeneratedGeneralContract extends GeneratedArea {

    @Test
    @Tag("G-01")
    @Tag("C-01")
    void keysWithSimilarNamesStayDistinct() {
        compare(NameCalls::generateKeys);
    }

    @Test
    @Tag("G-01")
    @Tag("L-08")
    void electionsWithSimilarNamesStayDistinct() {
        compare(NameCalls::generateElections);
    }

    @Test
    @Tag("G-01")
    void candidatesWithSimilarNamesStayDistinct() {
        compare(NameCalls::generateCandidates);
    }

    @Test
    @Tag("G-01")
    @Tag("M-06")
    void membersWithSimilarNamesStayDistinct() {
        compare(NameCalls::generateMembers);
    }

    @Test
    @Tag("G-01")
    void refusedKeysChangeNothing() {
        compare(RefusedNames::generateKeys);
    }

    @Test
    @Tag("G-01")
    @RequiresCapability(Capability.DELETE_MATCHING)
    void refusedPatternsDeleteNothing() {
        compare(RefusedCalls::generatePatterns);
    }

    @Test
    @Tag("G-01")
    void refusedElectionsAndCandidatesChangeNothing() {
        compare(RefusedNames::generateElections);
    }

    @Test
    @Tag("G-01")
    void refusedMembersChangeNothing() {
        compare(RefusedNames::generateMembers);
    }

    @Test
    @Tag("G-02")
    void refusedTtlsOfKeysChangeNothing() {
        compare(RefusedCalls.ofTtls());
    }

    @Test
    @Tag("G-02")
    void refusedTtlsOfTermsChangeNothing() {
        compare(RefusedTtls::generateTerms);
    }

    @Test
    @Tag("G-02")
    void refusedTtlsOfMembersChangeNothing() {
        compare(RefusedTtls::generateMembers);
    }

    @Test
    @Tag("G-02")
    void ttlsOfTermsLastAsLongAsInMemory() {
        compare(TermCalls::generateTtls);
    }

    @Test
    @Tag("G-02")
    void ttlsOfMembersLastAsLongAsInMemory() {
        compare(MemberCalls::generateTtls);
    }

    @Test
    @Tag("G-04")
    void callsInOneAreaLeaveTheOthersUnchanged() {
        compare(new AreaCalls());
    }

    @Test
    @Tag("G-05")
    void closedHandlesDoTheSameAsInMemory() {
        compare(new ClosingCalls());
    }

    @Test
    @Tag("G-07")
    void twoBackendsWithTheSameNamesDoTheSameAsInMemory() {
        compareTwoBackends(new BackendCalls());
    }

    @Test
    @Tag("G-07")
    void aHandleSeesTheChangesOfAnotherAsInMemory() {
        compare(new HandleCalls());
    }

    @Test
    @Tag("G-07")
    void aHandleSeesTheChangesOfAnotherToElectionsAndMembersAsInMemory() {
        compare(new OtherHandleCalls());
    }

    @Test
    @Tag("G-09")
    void interruptedCallsOnTheCacheDoTheSameAsInMemory() {
        compareInterrupted(EntryCalls.ofEveryOperation());
    }

    @Test
    @Tag("G-09")
    @RequiresCapability(Capability.DELETE_MATCHING)
    void interruptedDeletionsByPatternDoTheSameAsInMemory() {
        compareInterrupted(MatchingCalls::generateMany);
    }

    @Test
    @Tag("G-09")
    void interruptedCallsOnElectionsDoTheSameAsInMemory() {
        compareInterrupted(ElectionCalls.ofEveryOperation());
    }

    @Test
    @Tag("G-09")
    void interruptedCallsOnMembersDoTheSameAsInMemory() {
        compareInterrupted(MemberCalls.ofEveryOperation());
    }

    @Test
    @Tag("G-09")
    void interruptedThreadsListManyMembersAsInMemory() {
        compareInterrupted(MemberCalls::generateMany);
    }

    @Test
    @Tag("G-09")
    void interruptedCallsWithLargeValuesDoTheSameAsInMemory() {
        compareInterrupted(ValueCalls::generateLarge);
    }

    @Test
    @Tag("G-04")
    void keysNamedAfterElectionsAndMembersAreUnrelatedToThem() {
        compare(new PrefixCalls());
    }
}
