// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract;

import static dev.coordination.junit.contract.generated.ElectionOperation.ACQUIRE;
import static dev.coordination.junit.contract.generated.ElectionOperation.ACQUIRE_AS_ANOTHER;
import static dev.coordination.junit.contract.generated.ElectionOperation.ACQUIRE_AS_NEW;
import static dev.coordination.junit.contract.generated.ElectionOperation.RELEASE;
import static dev.coordination.junit.contract.generated.ElectionOperation.RELEASE_AS_ANOTHER;
import static dev.coordination.junit.contract.generated.ElectionOperation.RELEASE_BY_ANOTHER_ID;
import static dev.coordination.junit.contract.generated.ElectionOperation.RELEASE_BY_ID;
import static dev.coordination.junit.contract.generated.ElectionOperation.RELEASE_BY_UNKNOWN_ID;
import static dev.coordination.junit.contract.generated.ElectionOperation.RELEASE_OLDEST;
import static dev.coordination.junit.contract.generated.ElectionOperation.RELEASE_OTHER_TOKEN;
import static dev.coordination.junit.contract.generated.ElectionOperation.RENEW;
import static dev.coordination.junit.contract.generated.ElectionOperation.RENEW_AS_ANOTHER;
import static dev.coordination.junit.contract.generated.ElectionOperation.RENEW_OLDEST;
import static dev.coordination.junit.contract.generated.ElectionOperation.RENEW_OTHER_TOKEN;

import dev.coordination.junit.contract.generated.ElectionCalls;
import dev.coordination.junit.contract.generated.ElectionOperation;
import dev.coordination.junit.contract.generated.IdleCalls;
import dev.coordination.junit.contract.generated.NameCalls;
import dev.coordination.junit.contract.generated.RepeatedCalls;
import dev.coordination.junit.contract.generated.TermCalls;
import dev.coordination.junit.contract.generated.TtlAgainCalls;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Generated calls on leader election: L-01 to L-08. */
abstract class GeneratedElectionContract extends GeneratedArea {

    @Test
    @Tag("L-01")
    void electionsAreWonAsInMemory() {
        compare(new ElectionCalls(ACQUIRE_AS_ANOTHER, ACQUIRE_AS_NEW));
    }

    @Test
    @Tag("L-02")
    void termsAreRenewedAsInMemory() {
        compare(new ElectionCalls(ACQUIRE, RENEW));
    }

    @Test
    @Tag("L-02")
    void aTermThatIsAcquiredAgainLastsAsLongAsInMemory() {
        compare(TermCalls::generateTtlsOfAcquiringAgain);
    }

    @Test
    @Tag("L-02")
    @Tag("L-03")
    void renewalsLastAsLongAsInMemory() {
        compare(TermCalls::generateTtlsOfRenewals);
    }

    @Test
    @Tag("L-02")
    void acquiringAgainWithTheSameTtlDoesTheSameAsInMemory() {
        compare(ElectionCalls.withTheSameTtl(ACQUIRE));
    }

    @Test
    @Tag("L-02")
    @Tag("L-03")
    void renewingWithTheSameTtlDoesTheSameAsInMemory() {
        compare(ElectionCalls.withTheSameTtl(RENEW));
    }

    @Test
    @Tag("L-03")
    void termsThatHaveEndedAreTreatedAsInMemory() {
        compare(new ElectionCalls(RENEW_OLDEST, RENEW_AS_ANOTHER, RENEW_OTHER_TOKEN, RELEASE_OLDEST));
    }

    @Test
    @Tag("L-03")
    void everyOperationSeesATermExpire() {
        compare(ElectionCalls.atExpiry());
    }

    @Test
    @Tag("L-03")
    void termsOfEveryLengthEndAsInMemory() {
        compare(TermCalls::generateTtlsOfNewTerms);
    }

    @Test
    @Tag("L-04")
    void manyTermsHaveIncreasingTokens() {
        compare(TermCalls::generateMany);
    }

    @Test
    @Tag("L-05")
    void electionsAreReleasedAsInMemory() {
        compare(new ElectionCalls(
                RELEASE,
                RELEASE_OLDEST,
                RELEASE_AS_ANOTHER,
                RELEASE_OTHER_TOKEN,
                RELEASE_BY_ID,
                RELEASE_BY_ANOTHER_ID,
                RELEASE_BY_UNKNOWN_ID));
    }

    @Test
    @Tag("L-05")
    void nodesWithSimilarNamesDoNotReleaseEachOthersTerms() {
        compare(NameCalls::generateReleases);
    }

    @Test
    @Tag("L-03")
    void nodesWithSimilarNamesDoNotRenewEachOthersTerms() {
        compare(NameCalls::generateRenewals);
    }

    @Test
    @Tag("L-01")
    void nodesWithSimilarNamesAreDifferentCandidates() {
        compare(NameCalls::generateRefusals);
    }

    @Test
    @Tag("L-06")
    void theCurrentLeaderIsTheSameAsInMemory() {
        compare(new ElectionCalls(ElectionOperation.values()));
    }

    @Test
    @Tag("L-08")
    void manyElectionsAreIndependent() {
        compare(TermCalls::generateElections);
    }

    @Test
    @Tag("L-02")
    void aTermIsAcquiredAgainHoweverLittleTimeHasPassed() {
        compare(TtlAgainCalls.ofAcquire());
    }

    @Test
    @Tag("L-03")
    void aTermIsRenewedHoweverLittleTimeHasPassed() {
        compare(TtlAgainCalls.ofRenew());
    }

    @Test
    @Tag("L-03")
    void aTermIsRenewedHoweverLittleTimeHasPassedSinceItWasLastRenewed() {
        compare(TtlAgainCalls.ofRenewAfterAnother());
    }

    @Test
    @Tag("L-03")
    void anEndedTermStaysEndedHoweverLongItsElectionWasIdle() {
        compare(IdleCalls::generateEndedTerms);
    }

    @Test
    @Tag("L-01")
    void candidatesAreRefusedHoweverOftenTheyTry() {
        compare(RepeatedCalls::generateRefusals);
    }

    @Test
    @Tag("L-02")
    void aTermCanBeAcquiredAgainAnyNumberOfTimes() {
        compare(RepeatedCalls::generateAcquire);
    }

    @Test
    @Tag("L-03")
    void aTermCanBeRenewedAnyNumberOfTimes() {
        compare(RepeatedCalls::generateRenew);
    }

    @Test
    @Tag("L-06")
    void leadersAreSeenHoweverLongTheirElectionWasIdle() {
        compare(IdleCalls::generateElections);
    }
}
