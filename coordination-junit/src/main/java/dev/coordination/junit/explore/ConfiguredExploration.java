// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore;

import dev.coordination.Arguments;
import dev.coordination.junit.parameters.AdapterOfTest;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Creates explorations with the settings of the annotations. */
final class ConfiguredExploration {

    private ConfiguredExploration() {}

    /**
     * Returns the exploration for a test.
     *
     * @throws ExtensionConfigurationException if the annotation contains a value that is not valid
     */
    static Exploration of(EveryInterleaving annotation, ExtensionContext context) {
        return checked("EveryInterleaving", context, () -> of(annotation, onAdapterOf(context)));
    }

    /**
     * Returns the exploration for a test.
     *
     * @throws ExtensionConfigurationException if the annotation contains a value that is not valid
     */
    static Exploration of(EveryFault annotation, ExtensionContext context) {
        return checked("EveryFault", context, () -> of(annotation, onAdapterOf(context)));
    }

    private static Exploration of(EveryInterleaving annotation, Exploration exploration) {
        Exploration configured = exploration
                .strategy(annotation.strategy())
                .maxSchedules(annotation.maxSchedules())
                .preemptions(annotation.preemptions())
                .timeSteps(annotation.timeSteps())
                .faults(annotation.faults())
                .clockSkew(durations(annotation.clockSkew()))
                .seed(annotation.seed())
                .replay(annotation.replay())
                .maxSteps(annotation.maxSteps());
        int seconds = Settings.notNegative(annotation.budgetSeconds(), "budgetSeconds");
        if (seconds > 0) {
            configured = configured.budget(Duration.ofSeconds(seconds));
        }
        if (annotation.kinds().length > 0) {
            configured = configured.kinds(annotation.kinds());
            configured.checkKinds();
        }
        if (annotation.require().length > 1) {
            throw new IllegalArgumentException(
                    "require must be one verdict, but was " + Arrays.toString(annotation.require()));
        }
        return annotation.require().length == 0
                ? configured
                : configured.require(annotation.require()[0]);
    }

    private static Exploration of(EveryFault annotation, Exploration exploration) {
        int faults = annotation.faults();
        if (faults < 1 || faults > 100) {
            throw new IllegalArgumentException("faults must be between 1 and 100, but was " + faults);
        }
        Exploration configured =
                exploration.faults(faults).replay(annotation.replay()).maxSteps(annotation.maxSteps());
        Set<FaultKind> kinds =
                EnumSet.copyOf(annotation.kinds().length == 0 ? Settings.DEFAULT.kinds() : List.of(annotation.kinds()));
        if (annotation.restart()) {
            kinds.add(FaultKind.RESTART);
        }
        return configured.kinds(kinds);
    }

    private static Exploration onAdapterOf(ExtensionContext context) {
        Exploration exploration =
                Exploration.create().onProgress(ExplorationLog.EVERY, new ExplorationLog(System.out, nameOf(context)));
        return AdapterOfTest.of(context)
                .map(adapter -> exploration.on(adapter.harness()))
                .orElse(exploration);
    }

    private static Duration[] durations(String... texts) {
        List<Duration> durations = new ArrayList<>();
        for (String text : texts) {
            try {
                durations.add(Duration.parse(text));
            } catch (DateTimeParseException e) {
                throw new IllegalArgumentException(
                        "clockSkew must consist of durations such as PT5S or -PT5S, but contains "
                                + Arguments.quoted(text),
                        e);
            }
        }
        return durations.toArray(Duration[]::new);
    }

    private static Exploration checked(String annotation, ExtensionContext context, Supplier<Exploration> exploration) {
        try {
            return exploration.get();
        } catch (IllegalArgumentException e) {
            throw new ExtensionConfigurationException(of(annotation, context) + ": " + e.getMessage(), e);
        }
    }

    /** Returns the annotation and the test that has it, as the start of a message. */
    static String of(String annotation, ExtensionContext context) {
        return "@" + annotation + " on " + nameOf(context);
    }

    /** Returns the name of a test, for messages. */
    static String nameOf(ExtensionContext context) {
        return context.getRequiredTestClass().getSimpleName() + "."
                + context.getRequiredTestMethod().getName();
    }
}
