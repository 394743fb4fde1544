// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract;

import dev.coordination.junit.contract.generated.AreaCalls;
import dev.coordination.junit.contract.generated.ClosingCalls;
import dev.coordination.junit.contract.generated.HandleCalls;
import dev.coordination.junit.contract.generated.MemberCalls;
import dev.coordination.junit.contract.generated.NameCalls;
import dev.coordination.junit.contract.generated.OtherHandleCalls;
import dev.coordination.junit.contract.generated.TermCalls;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Generated calls in all areas: G-01, G-02, G-04, G-05, G-07. */
abstract class GeneratedGeneralContract extends GeneratedArea {

    @Test
    @Tag("G-01")
    void keysThatLookAlikeStayDifferent() {
        compare(NameCalls::generateKeys);
    }

    @Test
    @Tag("G-01")
    void electionsThatLookAlikeStayDifferent() {
        compare(NameCalls::generateElections);
    }

    @Test
    @Tag("G-01")
    void candidatesThatLookAlikeStayDifferent() {
        compare(NameCalls::generateCandidates);
    }

    @Test
    @Tag("G-01")
    void membersThatLookAlikeStayDifferent() {
        compare(NameCalls::generateMembers);
    }

    @Test
    @Tag("G-02")
    void ttlsOfTermsCountAsInMemory() {
        compare(TermCalls::generateTtls);
    }

    @Test
    @Tag("G-02")
    void ttlsOfMembersCountAsInMemory() {
        compare(MemberCalls::generateTtls);
    }

    @Test
    @Tag("G-04")
    void callsInOneAreaLeaveTheOthersAsInMemory() {
        compare(new AreaCalls());
    }

    @Test
    @Tag("G-05")
    void closedHandlesDoTheSameAsInMemory() {
        compare(new ClosingCalls());
    }

    @Test
    @Tag("G-07")
    void aHandleSeesWhatAnotherDidAsInMemory() {
        compare(new HandleCalls());
    }

    @Test
    @Tag("G-07")
    void aHandleSeesWhatAnotherDidToElectionsAndMembersAsInMemory() {
        compare(new OtherHandleCalls());
    }
}
