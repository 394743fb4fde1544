// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore;

import java.util.SplittableRandom;

/**
 * Chooses at random. Every second schedule rarely switches between actors, because many bugs need only a few switches at the right
 * places. Time and faults come at random positions.
 */
final class RandomChooser implements Chooser {

    private static final double STAYS = 0.75;

    private final long seed;
    private long schedule;
    private SplittableRandom random;
    private int longest = 12;

    RandomChooser(long seed) {
        this.seed = seed;
        random = new SplittableRandom(seed);
    }

    @Override
    public int choose(Run run, long runnableNow, int last) {
        long runnable = runnableNow | run.waitable;
        long special = runnable & (Bits.SPECIAL | run.optionalActors());
        long actors = runnable & ~special;
        if (actors == 0) {
            return Bits.anyOf(runnable, random);
        }
        if (special != 0 && random.nextInt(longest) < 1 + Long.bitCount(special)) {
            return Bits.anyOf(special, random);
        }
        if (schedule % 2 == 1 && last >= 0 && random.nextDouble() < STAYS) {
            return last;
        }
        return Bits.anyOf(actors, random);
    }

    @Override
    public int variant(Run run, Actor actor, Step step, int variants) {
        boolean skew = variants >= 1 << Variant.FIRST_SKEW;
        if (variants == 0 || random.nextInt(skew ? 2 : longest) >= (skew ? 1 : 2)) {
            return Variant.USUAL;
        }
        return Bits.anyOf(variants, random);
    }

    @Override
    public boolean next(Run run) {
        longest = Math.max(longest, Math.min(run.trace.size(), 200));
        schedule++;
        begin();
        return true;
    }

    @Override
    public void begin() {
        random = new SplittableRandom(schedule == 0 ? seed : seed * 0x9E37_79B9_7F4A_7C15L + schedule);
    }
}
