// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;

/** Tests the messages about invalid settings of the annotations. */
class RefusedSettingsTest {

    @Test
    void ofEveryInterleaving() {
        assertThat(FixtureRun.of(SettingsTestCase.class).failures())
                .hasSize(13)
                .allSatisfy(failure -> assertThat(failure).isInstanceOf(ExtensionConfigurationException.class))
                .extracting(Throwable::getMessage)
                .map(message -> message.replace("@EveryInterleaving on SettingsTestCase.", ""))
                .containsExactlyInAnyOrder(
                        "schedules: maxSchedules must be positive, but was -1",
                        "budget: budgetSeconds must not be negative, but was -1",
                        "preemptions: preemptions must not be negative, but was -1",
                        "timeSteps: timeSteps must be between 0 and 100, but was -1",
                        "manyTimeSteps: timeSteps must be between 0 and 100, but was 101",
                        "faults: faults must be between 0 and 100, but was -1",
                        "skew: clockSkew must consist of durations such as PT5S or -PT5S, but contains \"5 seconds\"",
                        "skews: clockSkew must contain at most 8 durations, but contains 9",
                        "steps: maxSteps must be positive, but was 0",
                        "kinds: kinds is [PAUSE], but faults is 0, so no fault would be injected; set faults to 1 or more",
                        "require: require must be PROVED, BOUNDED or NOT_PROVED, but was FAILED",
                        "requireTwo: require must be one verdict, but was [PROVED, BOUNDED]",
                        token("replay"));
    }

    private static String token(String test) {
        return test + ": " + tokenMessage();
    }

    private static String tokenMessage() {
        try {
            Exploration.create().replay("a*x.b");
        } catch (IllegalArgumentException e) {
            return e.getMessage();
        }
        throw new AssertionError("the token should be refused");
    }

    @Test
    void ofEveryFault() {
        assertThat(FixtureRun.of(FaultSettingsTestCase.class).failures().stream()
                        .map(failure -> FixtureRun.text(failure))
                        .collect(Collectors.toSet()))
                .anySatisfy(
                        text -> assertThat(text)
                                .contains(
                                        "@EveryFault on FaultSettingsTestCase.faults: faults must be between 1 and 100, but was 0"))
                .anySatisfy(text -> assertThat(text)
                        .contains("@EveryFault on FaultSettingsTestCase.steps: maxSteps must be positive, but was -1"))
                .hasSize(2);
    }

    static class SettingsTestCase {

        @EveryInterleaving(maxSchedules = -1)
        void schedules(Nodes nodes) {}

        @EveryInterleaving(budgetSeconds = -1)
        void budget(Nodes nodes) {}

        @EveryInterleaving(preemptions = -1)
        void preemptions(Nodes nodes) {}

        @EveryInterleaving(timeSteps = -1)
        void timeSteps(Nodes nodes) {}

        @EveryInterleaving(timeSteps = 101)
        void manyTimeSteps(Nodes nodes) {}

        @EveryInterleaving(faults = -1)
        void faults(Nodes nodes) {}

        @EveryInterleaving(kinds = FaultKind.PAUSE)
        void kinds(Nodes nodes) {}

        @EveryInterleaving(clockSkew = "5 seconds")
        void skew(Nodes nodes) {}

        @EveryInterleaving(clockSkew = {"PT1S", "PT2S", "PT3S", "PT4S", "PT5S", "PT6S", "PT7S", "PT8S", "PT9S"})
        void skews(Nodes nodes) {}

        @EveryInterleaving(maxSteps = 0)
        void steps(Nodes nodes) {}

        @EveryInterleaving(require = Verdict.FAILED)
        void require(Nodes nodes) {}

        @EveryInterleaving(require = {Verdict.PROVED, Verdict.BOUNDED})
        void requireTwo(Nodes nodes) {}

        @EveryInterleaving(replay = "a*x.b")
        void replay(Nodes nodes) {}
    }

    static class FaultSettingsTestCase {

        @EveryFault(faults = 0)
        void faults(Nodes nodes) {}

        @EveryFault(maxSteps = -1)
        void steps(Nodes nodes) {}
    }
}
