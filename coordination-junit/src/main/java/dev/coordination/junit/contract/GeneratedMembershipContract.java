// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract;

import dev.coordination.junit.contract.generated.IdleCalls;
import dev.coordination.junit.contract.generated.MemberCalls;
import dev.coordination.junit.contract.generated.MetadataCalls;
import dev.coordination.junit.contract.generated.NameCalls;
import dev.coordination.junit.contract.generated.RepeatedCalls;
import dev.coordination.junit.contract.generated.TtlAgainCalls;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Generated calls on cluster membership: M-01 to M-06. */
abstract class GeneratedMembershipContract extends GeneratedArea {

    @Test
    @Tag("M-01")
    void membersExpireAsInMemory() {
        compare(MemberCalls.atExpiry());
    }

    @Test
    @Tag("M-01")
    void membersStayAsLongAsInMemory() {
        compare(MemberCalls::generateTtlsOfNewMembers);
    }

    @Test
    @Tag("M-02")
    void registeringAgainDoesTheSameAsInMemory() {
        compare(MemberCalls.ofRegister());
    }

    @Test
    @Tag("M-02")
    void membersThatRegisterAgainStayAsLongAsInMemory() {
        compare(MemberCalls::generateTtlsOfRegister);
    }

    @Test
    @Tag("M-03")
    void heartbeatDoesTheSameAsInMemory() {
        compare(MemberCalls.ofHeartbeat());
    }

    @Test
    @Tag("M-03")
    void heartbeatsLastAsLongAsInMemory() {
        compare(MemberCalls::generateTtlsOfHeartbeat);
    }

    @Test
    @Tag("M-04")
    void deregisterDoesTheSameAsInMemory() {
        compare(MemberCalls.ofDeregister());
    }

    @Test
    @Tag("M-05")
    void similarMetadataStaysDistinct() {
        compare(NameCalls::generateMetadata);
    }

    @Test
    @Tag("M-06")
    void manyMembersAreListedAsInMemory() {
        compare(MemberCalls::generateMany);
    }

    @Test
    @Tag("M-05")
    void metadataWithAnyTextIsReadAsInMemory() {
        compare(MetadataCalls::generate);
    }

    @Test
    @Tag("M-05")
    void refusedMetadataChangesNothing() {
        compare(MetadataCalls::generateRefused);
    }

    @Test
    @Tag("M-02")
    void aMemberCanRegisterAgainHoweverLittleTimeHasPassed() {
        compare(TtlAgainCalls.ofRegister());
    }

    @Test
    @Tag("M-03")
    void aHeartbeatCountsHoweverLittleTimeHasPassed() {
        compare(TtlAgainCalls.ofHeartbeat());
    }

    @Test
    @Tag("M-03")
    void aHeartbeatCountsHoweverLittleTimeHasPassedSinceTheLastOne() {
        compare(TtlAgainCalls.ofHeartbeatAfterAnother());
    }

    @Test
    @Tag("M-03")
    void aHeartbeatDoesNotReviveANodeHoweverLongAgoItWasActive() {
        compare(IdleCalls::generateLateHeartbeats);
    }

    @Test
    @Tag("M-04")
    void membersWithSimilarNamesDoNotLeaveTogether() {
        compare(NameCalls::generateLeaving);
    }

    @Test
    @Tag("M-01")
    void membersAreSeenAgainHoweverLongTheyWereAway() {
        compare(IdleCalls::generateMembers);
    }

    @Test
    @Tag("M-02")
    void aMemberCanRegisterAgainAnyNumberOfTimes() {
        compare(RepeatedCalls::generateRegister);
    }

    @Test
    @Tag("M-03")
    void heartbeatsCountHoweverManyThereAre() {
        compare(RepeatedCalls::generateHeartbeat);
    }
}
