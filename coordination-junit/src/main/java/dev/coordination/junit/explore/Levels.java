// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** The levels that the settings ask for, and what may happen on each of them. */
final class Levels {

    private static final Set<FaultKind> CRASHES = EnumSet.of(FaultKind.PAUSE, FaultKind.DEATH, FaultKind.RESTART);

    private Levels() {}

    static List<Level> of(Settings settings) {
        List<Level> levels = new ArrayList<>(List.of(Level.ORDER));
        if (settings.timeSteps() > 0 || !settings.skews().isEmpty()) {
            levels.add(Level.TIME);
        }
        if (settings.faults() > 0 && !CRASHES.containsAll(settings.kinds())) {
            levels.add(Level.UNAVAILABLE);
        }
        if (settings.faults() > 0 && settings.kinds().stream().anyMatch(CRASHES::contains)) {
            levels.add(Level.CRASH);
        }
        return levels;
    }

    static Level last(Settings settings) {
        List<Level> levels = of(settings);
        return levels.get(levels.size() - 1);
    }

    static Scope scope(Settings settings, Level level) {
        Set<FaultKind> kinds = EnumSet.noneOf(FaultKind.class);
        if (level.compareTo(Level.UNAVAILABLE) >= 0) {
            kinds.addAll(settings.kinds());
        }
        if (level == Level.UNAVAILABLE) {
            kinds.removeAll(CRASHES);
        }
        boolean time = level != Level.ORDER;
        return new Scope(
                time ? settings.timeSteps() : 0,
                kinds.isEmpty() ? 0 : settings.faults(),
                Variant.ofKinds(kinds),
                kinds.contains(FaultKind.SUBSCRIPTION_LOST),
                kinds.contains(FaultKind.SUBSCRIPTION_OVERFLOW),
                time ? settings.skews() : List.of(),
                settings.hooks().fine(),
                settings.maxSteps(),
                settings.hooks().rules());
    }
}
