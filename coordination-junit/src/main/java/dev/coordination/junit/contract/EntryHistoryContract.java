// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract;

import dev.coordination.Patterns;
import dev.coordination.SharedCache;
import dev.coordination.junit.contract.history.EntryModel;
import dev.coordination.junit.contract.history.EntryModel.Ask;
import dev.coordination.junit.contract.history.Histories.Pauses;
import dev.coordination.junit.contract.history.HistoryRecorder;
import dev.coordination.junit.harness.Capability;
import java.time.Duration;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Histories of concurrent calls on keys that expire, are deleted (also by pattern), and are created again: C-11. */
abstract class EntryHistoryContract extends HistoryArea {

    /** The number of calls that a thread makes between two pauses. */
    private static final int CALLS = 7;

    /** The number of steps of time that pass during the calls on each key. */
    private static final int PAUSES = 2;

    /** The longest TTL, in steps: so long that some keys outlive the pauses. */
    private static final int LONGEST = 3;

    private Duration step = Duration.ZERO;

    /** Tests every operation. In each pause, a step of time passes if that takes no real time. */
    @Test
    @Tag("C-11")
    void everyHistoryOfAKeyThatExpiresIsLinearizable() {
        step = limits().roundUp(lasting().dividedBy(LONGEST + 1));
        Optional<Pauses<Ask, String>> pauses = time().takesRealTime()
                ? Optional.empty()
                : Optional.of(new Pauses<Ask, String>(
                        PAUSES, () -> time().advance(step), new EntryModel.StepOfTime(), EntryModel.DONE));
        judge(
                new EntryModel(),
                (thread, key, handle, random, recorder) -> {
                    for (int i = 0; i < CALLS; i++) {
                        String value = Integer.toString(random.nextInt(1_000, 1_000_000));
                        // Just after a pause, in which the key may have expired, threads often create it again.
                        Ask ask = i == 0 && random.nextBoolean()
                                ? new EntryModel.SetIfAbsent(value, random.nextInt(LONGEST + 1))
                                : ask(random, value, handle.cache(), key);
                        recorder.record(thread, ask, () -> answer(handle.cache(), key, ask, recorder));
                    }
                },
                pauses,
                coordination.cache()::delete); // A key left behind would be matched against later patterns.
    }

    private Ask ask(SplittableRandom random, String value, SharedCache cache, String key) {
        int ttl = random.nextInt(LONGEST + 1); // possibly EntryModel.NEVER
        return switch (random.nextInt(14)) {
            case 0 -> new EntryModel.Exists();
            case 1 -> new EntryModel.Ttl();
            case 2 -> new EntryModel.Set(value, ttl);
            case 3, 4 -> new EntryModel.SetIfAbsent(value, ttl);
            case 5 -> new EntryModel.Replace(text(cache.get(key)), value);
            case 6 -> new EntryModel.Expire(1 + random.nextInt(LONGEST));
            case 7, 8 -> new EntryModel.Increment(random.nextInt(1, 4), ttl);
            case 9 -> new EntryModel.Delete();
            case 10 -> new EntryModel.DeleteExpected(text(cache.get(key)));
            case 11, 12 -> has(Capability.DELETE_MATCHING) ? new EntryModel.DeleteMatching() : new EntryModel.Delete();
            default -> new EntryModel.Get();
        };
    }

    private Duration steps(int count) {
        return step.multipliedBy(count);
    }

    private String answer(SharedCache cache, String key, Ask ask, HistoryRecorder<Ask, String> recorder) {
        if (ask instanceof EntryModel.Get) {
            return text(cache.get(key));
        }
        if (ask instanceof EntryModel.Exists) {
            return Boolean.toString(cache.exists(key));
        }
        if (ask instanceof EntryModel.Ttl) {
            return notNull(cache.ttl(key), "cache.ttl")
                    .map(left -> Long.toString(left.plus(step).minusNanos(1).dividedBy(step)))
                    .orElse(EntryModel.NONE);
        }
        if (ask instanceof EntryModel.Set set) {
            if (set.ttl() == EntryModel.NEVER) {
                cache.set(key, bytes(set.value()));
            } else {
                cache.set(key, bytes(set.value()), steps(set.ttl()));
            }
            return EntryModel.DONE;
        }
        if (ask instanceof EntryModel.SetIfAbsent set) {
            return Boolean.toString(
                    set.ttl() == EntryModel.NEVER
                            ? cache.setIfAbsent(key, bytes(set.value()))
                            : cache.setIfAbsent(key, bytes(set.value()), steps(set.ttl())));
        }
        if (ask instanceof EntryModel.Replace replace) {
            return Boolean.toString(cache.replace(key, bytes(replace.expected()), bytes(replace.value())));
        }
        if (ask instanceof EntryModel.Expire expire) {
            return Boolean.toString(cache.expire(key, steps(expire.ttl())));
        }
        if (ask instanceof EntryModel.Increment increment) {
            return Long.toString(
                    increment.ttl() == EntryModel.NEVER
                            ? cache.increment(key, increment.delta())
                            : cache.increment(key, increment.delta(), steps(increment.ttl())));
        }
        if (ask instanceof EntryModel.DeleteExpected delete) {
            return Boolean.toString(cache.delete(key, bytes(delete.expected())));
        }
        if (ask instanceof EntryModel.DeleteMatching) {
            return deleted(cache.deleteMatching(Patterns.quote(key)), recorder);
        }
        return Boolean.toString(cache.delete(key));
    }

    /** Returns the number of deletions. If there are several, the key was created again during the call, which is allowed. */
    private static String deleted(long count, HistoryRecorder<Ask, String> recorder) {
        if (count > 1) {
            recorder.discard();
        }
        return Long.toString(count);
    }
}
