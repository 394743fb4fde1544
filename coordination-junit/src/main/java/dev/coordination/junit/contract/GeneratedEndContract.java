// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract;

import static dev.coordination.junit.contract.generated.CacheOperation.DELETE_OTHER;
import static dev.coordination.junit.contract.generated.CacheOperation.EXISTS;
import static dev.coordination.junit.contract.generated.CacheOperation.GET;
import static dev.coordination.junit.contract.generated.CacheOperation.INCREMENT;
import static dev.coordination.junit.contract.generated.CacheOperation.INCREMENT_BY_ZERO;
import static dev.coordination.junit.contract.generated.CacheOperation.INCREMENT_WITH_TTL;
import static dev.coordination.junit.contract.generated.CacheOperation.REPLACE;
import static dev.coordination.junit.contract.generated.CacheOperation.REPLACE_BY_EQUAL;
import static dev.coordination.junit.contract.generated.CacheOperation.REPLACE_OTHER;
import static dev.coordination.junit.contract.generated.CacheOperation.SET_IF_ABSENT;
import static dev.coordination.junit.contract.generated.CacheOperation.SET_IF_ABSENT_WITH_TTL;
import static dev.coordination.junit.contract.generated.CacheOperation.TTL;

import dev.coordination.junit.contract.generated.HandleClockCalls;
import dev.coordination.junit.contract.generated.KeptFractionCalls;
import dev.coordination.junit.contract.generated.RecreatedCounterCalls;
import dev.coordination.junit.contract.generated.ReleasedTermCalls;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Generated calls on keys and terms after the same or another handle has deleted or released them, calls that must
 * keep the exact instant of an expiry, and calls on several handles, which share one clock: C-03, C-08, C-12, C-13,
 * C-15, L-05, T-01.
 */
abstract class GeneratedEndContract extends GeneratedArea {

    @Test
    @Tag("C-08")
    void aRecreatedCounterHasItsNewTtl() {
        compare(RecreatedCounterCalls::generate);
    }

    @Test
    @Tag("L-05")
    void aReleasedTermStaysOverEvenWhileNobodyLeads() {
        compare(ReleasedTermCalls::generate);
    }

    @Test
    @Tag("C-03")
    void readsKeepTheInstantOfTheExpiry() {
        compare(new KeptFractionCalls("x", GET, EXISTS, TTL));
    }

    @Test
    @Tag("C-08")
    void incrementKeepsTheInstantOfTheExpiry() {
        compare(new KeptFractionCalls("5", INCREMENT, INCREMENT_WITH_TTL, INCREMENT_BY_ZERO));
    }

    @Test
    @Tag("C-12")
    void aRefusedSetIfAbsentKeepsTheInstantOfTheExpiry() {
        compare(new KeptFractionCalls("x", SET_IF_ABSENT, SET_IF_ABSENT_WITH_TTL));
    }

    @Test
    @Tag("C-13")
    void replaceKeepsTheInstantOfTheExpiry() {
        compare(new KeptFractionCalls("x", REPLACE, REPLACE_BY_EQUAL, REPLACE_OTHER));
    }

    @Test
    @Tag("C-15")
    void aRefusedDeleteKeepsTheInstantOfTheExpiry() {
        compare(new KeptFractionCalls("x", DELETE_OTHER));
    }

    @Test
    @Tag("T-01")
    void everyHandleUsesTheSameClock() {
        compare(HandleClockCalls::generate);
    }
}
