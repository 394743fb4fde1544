// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore;

import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Probabilistic concurrency testing: gives each actor a random priority, chooses the actor with the highest priority, and at a few
 * random steps lowers the priority of the actor that has just run. Time has no priority, because all of it would then pass at
 * once; it passes at random steps instead.
 */
final class PctChooser implements Chooser {

    private static final int CHANGES = 3;

    private final long seed;
    private final int[] priorities = new int[Names.MAX_ACTORS];
    private final Set<Integer> changes = new HashSet<>();
    private final Set<Integer> special = new HashSet<>();
    private long schedule;
    private SplittableRandom random;
    private int step;
    private int longest = 12;
    private int specialSteps = 1;

    PctChooser(long seed) {
        this.seed = seed;
        random = new SplittableRandom(seed);
        begin();
    }

    @Override
    public final void begin() {
        random = new SplittableRandom(seed * 0x9E37_79B9_7F4A_7C15L + schedule);
        step = 0;
        for (int i = 0; i < priorities.length; i++) {
            priorities[i] = CHANGES + random.nextInt(1_000_000);
        }
        changes.clear();
        int number = random.nextInt(CHANGES + 1);
        for (int i = 0; i < number; i++) {
            changes.add(random.nextInt(longest));
        }
        special.clear();
        for (int i = 0; i < specialSteps; i++) {
            special.add(random.nextInt(longest));
        }
    }

    @Override
    public int choose(Run run, long runnableNow, int last) {
        long runnable = runnableNow | run.waitable;
        step++;
        long specials = runnable & (Bits.SPECIAL | run.optionalActors());
        long actors = runnable & ~specials;
        if (specials != 0 && (actors == 0 || special.contains(step))) {
            return Bits.anyOf(specials, random);
        }
        if (last >= 0 && changes.contains(step)) {
            priorities[last] = random.nextInt(CHANGES);
        }
        int best = Bits.lowest(actors);
        for (long left = actors; left != 0; left &= left - 1) {
            int actor = Bits.lowest(left);
            if (priorities[actor] > priorities[best]) {
                best = actor;
            }
        }
        return best;
    }

    @Override
    public int variant(Run run, Actor actor, Step made, int variants) {
        if (variants == 0 || random.nextInt(longest) >= 2) {
            return Variant.USUAL;
        }
        return Bits.anyOf(variants, random);
    }

    @Override
    public boolean next(Run run) {
        longest = Math.max(longest, Math.min(run.trace.size(), 200));
        schedule++;
        specialSteps = Math.max(1, run.scope.timeSteps() + run.scope.faults());
        begin();
        return true;
    }
}
