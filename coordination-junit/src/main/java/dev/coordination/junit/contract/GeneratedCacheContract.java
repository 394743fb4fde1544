// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract;

import static dev.coordination.junit.contract.generated.CacheOperation.DELETE;
import static dev.coordination.junit.contract.generated.CacheOperation.DELETE_EXPECTED;
import static dev.coordination.junit.contract.generated.CacheOperation.DELETE_MATCHING;
import static dev.coordination.junit.contract.generated.CacheOperation.DELETE_OTHER;
import static dev.coordination.junit.contract.generated.CacheOperation.EXPIRE;
import static dev.coordination.junit.contract.generated.CacheOperation.INCREMENT;
import static dev.coordination.junit.contract.generated.CacheOperation.INCREMENT_BY_ZERO;
import static dev.coordination.junit.contract.generated.CacheOperation.INCREMENT_BY_ZERO_WITH_TTL;
import static dev.coordination.junit.contract.generated.CacheOperation.INCREMENT_WITH_TTL;
import static dev.coordination.junit.contract.generated.CacheOperation.REPLACE;
import static dev.coordination.junit.contract.generated.CacheOperation.REPLACE_BY_EQUAL;
import static dev.coordination.junit.contract.generated.CacheOperation.REPLACE_OTHER;
import static dev.coordination.junit.contract.generated.CacheOperation.REPLACE_OTHER_BY_HELD;
import static dev.coordination.junit.contract.generated.CacheOperation.SET;
import static dev.coordination.junit.contract.generated.CacheOperation.SET_EQUAL;
import static dev.coordination.junit.contract.generated.CacheOperation.SET_EQUAL_IF_ABSENT;
import static dev.coordination.junit.contract.generated.CacheOperation.SET_EQUAL_IF_ABSENT_WITH_TTL;
import static dev.coordination.junit.contract.generated.CacheOperation.SET_EQUAL_WITH_TTL;
import static dev.coordination.junit.contract.generated.CacheOperation.SET_IF_ABSENT;
import static dev.coordination.junit.contract.generated.CacheOperation.SET_IF_ABSENT_WITH_TTL;
import static dev.coordination.junit.contract.generated.CacheOperation.SET_WITH_TTL;
import static dev.coordination.junit.contract.generated.CacheOperation.TTL;

import dev.coordination.junit.contract.generated.ComparedCalls;
import dev.coordination.junit.contract.generated.EntryCalls;
import dev.coordination.junit.contract.generated.ExpiryCalls;
import dev.coordination.junit.contract.generated.IdleCalls;
import dev.coordination.junit.contract.generated.KeptTtlCalls;
import dev.coordination.junit.contract.generated.LeftoverCalls;
import dev.coordination.junit.contract.generated.MatchingCalls;
import dev.coordination.junit.contract.generated.NumberCalls;
import dev.coordination.junit.contract.generated.RefusedCalls;
import dev.coordination.junit.contract.generated.RepeatedCalls;
import dev.coordination.junit.contract.generated.TtlAgainCalls;
import dev.coordination.junit.contract.generated.ValueCalls;
import dev.coordination.junit.harness.Capability;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Generated calls on the cache: C-01 to C-15. */
abstract class GeneratedCacheContract extends GeneratedArea {

    @Test
    @Tag("C-01")
    void everyValueIsReadAsInMemory() {
        compare(new ValueCalls());
    }

    @Test
    @Tag("C-02")
    void setDoesTheSameAsInMemory() {
        compare(new EntryCalls(SET, SET_WITH_TTL, SET_EQUAL, SET_EQUAL_WITH_TTL));
    }

    @Test
    @Tag("C-02")
    void aTtlGivenBySetLastsAsLongAsInMemory() {
        compare(new ExpiryCalls(SET_WITH_TTL));
    }

    @Test
    @Tag("C-03")
    void aRecreatedKeyInheritsNothingFromItsEarlierEntry() {
        compare(new LeftoverCalls());
    }

    @Test
    @Tag("C-03")
    void everyOperationSeesEveryKindOfEntryExpire() {
        compare(EntryCalls.atExpiry());
    }

    @Test
    @Tag("G-02")
    @Tag("C-03")
    @Tag("C-04")
    void ttlsOfEverySizeLastAsLongAsInMemory() {
        compare(new ExpiryCalls(SET_WITH_TTL, SET_IF_ABSENT_WITH_TTL, INCREMENT_WITH_TTL, EXPIRE));
    }

    @Test
    @Tag("C-04")
    void ttlIsTheSameAsInMemory() {
        compare(new EntryCalls(TTL));
    }

    @Test
    @Tag("C-05")
    void deleteDoesTheSameAsInMemory() {
        compare(new EntryCalls(DELETE));
    }

    @Test
    @Tag("C-06")
    @RequiresCapability(Capability.DELETE_MATCHING)
    void deleteMatchingDoesTheSameAsInMemory() {
        compare(new MatchingCalls());
    }

    @Test
    @Tag("C-06")
    @RequiresCapability(Capability.DELETE_MATCHING)
    void deleteMatchingOfOneKeyDoesTheSameAsInMemory() {
        compare(new EntryCalls(DELETE_MATCHING));
    }

    @Test
    @Tag("C-07")
    void sumsAreTheSameAsInMemory() {
        compare(NumberCalls::generateSums);
    }

    @Test
    @Tag("C-07")
    @Tag("C-08")
    void incrementDoesTheSameAsInMemory() {
        compare(new EntryCalls(INCREMENT, INCREMENT_WITH_TTL, INCREMENT_BY_ZERO, INCREMENT_BY_ZERO_WITH_TTL));
    }

    @Test
    @Tag("C-08")
    void aTtlOfANewCounterLastsAsLongAsInMemory() {
        compare(new ExpiryCalls(INCREMENT_WITH_TTL));
    }

    @Test
    @Tag("C-08")
    void countersKeepTheirExpiryAsInMemory() {
        compare(NumberCalls::generateExpiring);
    }

    @Test
    @Tag("C-09")
    void theSameValuesAreCountersAsInMemory() {
        compare(NumberCalls::generateTexts);
    }

    @Test
    @Tag("C-10")
    void theSameSumsOverflowAsInMemory() {
        compare(NumberCalls::generateOverflows);
    }

    @Test
    @Tag("C-12")
    void setIfAbsentDoesTheSameAsInMemory() {
        compare(new EntryCalls(
                SET_IF_ABSENT, SET_IF_ABSENT_WITH_TTL, SET_EQUAL_IF_ABSENT, SET_EQUAL_IF_ABSENT_WITH_TTL));
    }

    @Test
    @Tag("C-12")
    void aTtlGivenBySetIfAbsentLastsAsLongAsInMemory() {
        compare(new ExpiryCalls(SET_IF_ABSENT_WITH_TTL));
    }

    @Test
    @Tag("C-13")
    void replaceDoesTheSameAsInMemory() {
        compare(new EntryCalls(REPLACE, REPLACE_OTHER, REPLACE_BY_EQUAL, REPLACE_OTHER_BY_HELD));
    }

    @Test
    @Tag("C-13")
    void replaceComparesTheSameBytesAsInMemory() {
        compare(ComparedCalls.ofReplace());
    }

    @Test
    @Tag("C-14")
    void expireDoesTheSameAsInMemory() {
        compare(new EntryCalls(EXPIRE));
    }

    @Test
    @Tag("C-14")
    void expireWithTheSameTtlDoesTheSameAsInMemory() {
        compare(EntryCalls.withTheSameTtl(EXPIRE));
    }

    @Test
    @Tag("C-02")
    void setWithTheSameTtlDoesTheSameAsInMemory() {
        compare(EntryCalls.withTheSameTtl(SET_WITH_TTL, SET_EQUAL_WITH_TTL));
    }

    @Test
    @Tag("C-14")
    void aTtlGivenByExpireLastsAsLongAsInMemory() {
        compare(new ExpiryCalls(EXPIRE));
    }

    @Test
    @Tag("C-15")
    void deletingAnExpectedValueDoesTheSameAsInMemory() {
        compare(new EntryCalls(DELETE_EXPECTED, DELETE_OTHER));
    }

    @Test
    @Tag("C-15")
    void deletingComparesTheSameBytesAsInMemory() {
        compare(ComparedCalls.ofDelete());
    }

    @Test
    @Tag("C-01")
    void setOfNullChangesNothing() {
        compare(RefusedCalls.ofSet());
    }

    @Test
    @Tag("C-12")
    void setIfAbsentOfNullChangesNothing() {
        compare(RefusedCalls.ofSetIfAbsent());
    }

    @Test
    @Tag("C-13")
    void replaceWithNullChangesNothing() {
        compare(RefusedCalls.ofReplace());
    }

    @Test
    @Tag("C-15")
    void deleteOfNullChangesNothing() {
        compare(RefusedCalls.ofDelete());
    }

    @Test
    @Tag("C-02")
    void aTtlIsSetAgainHoweverLittleTimeHasPassed() {
        compare(TtlAgainCalls.ofSet());
    }

    @Test
    @Tag("C-14")
    void aTtlIsRenewedHoweverLittleTimeHasPassed() {
        compare(TtlAgainCalls.ofExpire());
    }

    @Test
    @Tag("C-02")
    @Tag("C-07")
    void keysWithoutATtlStayHoweverLongTheyAreIdle() {
        compare(IdleCalls::generateKeys);
    }

    @Test
    @Tag("C-02")
    void keysStayHoweverManyThereAre() {
        compare(IdleCalls::generateMany);
    }

    @Test
    @Tag("C-08")
    void incrementKeepsTtlsOfEverySize() {
        compare(new KeptTtlCalls("5", INCREMENT, INCREMENT_WITH_TTL));
    }

    @Test
    @Tag("C-09")
    void aRefusedIncrementKeepsTtlsOfEverySize() {
        compare(new KeptTtlCalls("x", INCREMENT, INCREMENT_WITH_TTL));
    }

    @Test
    @Tag("C-12")
    void aRefusedSetIfAbsentKeepsTtlsOfEverySize() {
        compare(new KeptTtlCalls("x", SET_IF_ABSENT, SET_IF_ABSENT_WITH_TTL));
    }

    @Test
    @Tag("C-12")
    void anExistingKeyIsNotCreatedAgainHoweverOftenThisIsTried() {
        compare(RepeatedCalls::generateSetIfAbsent);
    }

    @Test
    @Tag("C-13")
    void replaceKeepsTtlsOfEverySize() {
        compare(new KeptTtlCalls("x", REPLACE, REPLACE_OTHER));
    }

    @Test
    @Tag("C-14")
    void aTtlCanBeRenewedAnyNumberOfTimes() {
        compare(RepeatedCalls::generateExpire);
    }

    @Test
    @Tag("C-15")
    void aRefusedDeleteKeepsTtlsOfEverySize() {
        compare(new KeptTtlCalls("x", DELETE_OTHER));
    }
}
