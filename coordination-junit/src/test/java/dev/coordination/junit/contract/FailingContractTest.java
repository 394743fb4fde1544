// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectNestedClass;

import dev.coordination.DistributedCoordination;
import dev.coordination.PubSub;
import dev.coordination.SharedCache;
import dev.coordination.Topic;
import dev.coordination.junit.contract.faulty.ForwardingHarness;
import dev.coordination.junit.harness.Capability;
import dev.coordination.junit.harness.CoordinationHarness;
import dev.coordination.junit.harness.MemoryHarness;
import dev.coordination.junit.harness.TimeControl;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.FilterResult;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.PostDiscoveryFilter;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;

/** Tests what the author of an adapter sees while the adapter or its harness is still wrong. */
@Tag("one-jdk")
class FailingContractTest {

    /**
     * Runs the contract without the tests that concern only the given areas. In those areas, the adapter behaves like
     * the in-memory one.
     */
    private static EngineExecutionResults runWithout(String areas, Class<?> contract) {
        return engine(selectClass(contract))
                .filters((PostDiscoveryFilter) test ->
                        FilterResult.includedIf(test.getTags().isEmpty()
                                || !test.getTags().stream()
                                        .allMatch(tag -> tag.getName().matches("[" + areas + "]-\\d\\d"))))
                .execute();
    }

    private static DiscoverySelector areaOf(Class<?> contract, Class<? extends ContractArea> area) {
        return selectNestedClass(List.of(contract), area);
    }

    private static EngineTestKit.Builder engine(DiscoverySelector... selector) {
        return EngineTestKit.engine("junit-jupiter").selectors(selector).enableImplicitConfigurationParameters(false);
    }

    private static EngineExecutionResults run(DiscoverySelector... selector) {
        return engine(selector).execute();
    }

    private static Stream<Throwable> failures(EngineExecutionResults results) {
        return results.testEvents().failed().stream()
                .map(event -> event.getRequiredPayload(TestExecutionResult.class)
                        .getThrowable()
                        .orElseThrow());
    }

    private static List<String> namesOf(Stream<Event> events) {
        return events.map(event -> event.getTestDescriptor().getDisplayName()).toList();
    }

    @Test
    void aFailureNamesTheRuleTheAdapterAndTheCause() {
        EngineExecutionResults results = run(
                areaOf(DeleteAlwaysTrueTestCase.class, CoordinationContract.CacheRules.class),
                areaOf(DeleteAlwaysTrueTestCase.class, CoordinationContract.DeletionRules.class),
                areaOf(DeleteAlwaysTrueTestCase.class, CoordinationContract.ExpiryRules.class));

        assertThat(namesOf(results.testEvents().failed().stream()))
                .contains(
                        "C-05 delete returns true exactly when the key was present",
                        "C-03 delete treats an expired key as absent")
                .noneMatch(name -> name.startsWith("C-01 "));
        assertThat(namesOf(results.testEvents().succeeded().stream())).anyMatch(name -> name.startsWith("C-01 "));
        assertThat(failures(results))
                .allSatisfy(failure -> assertThat(failure)
                        .isExactlyInstanceOf(ContractViolation.class)
                        .hasMessageContaining("\nbroken by adapter whose delete always returns true:\n"));
        assertThat(failures(results).map(Throwable::getMessage))
                .anySatisfy(message -> assertThat(message)
                        .startsWith("[C-05 delete returns true exactly when the key was present]\nbroken by "));
        assertThat(failures(results).map(Throwable::getCause)).allMatch(AssertionError.class::isInstance);
    }

    @Test
    void testsThatNeedAMissingCapabilityAreSkippedWithTheReason() {
        EngineExecutionResults results = runWithout("CLM", NoPatternSubscriptionsTestCase.class);

        assertThat(namesOf(results.testEvents().failed().stream())).isEmpty();
        assertThat(results.testEvents().aborted().stream().toList())
                .isNotEmpty()
                .allSatisfy(event -> assertThat(event.getRequiredPayload(TestExecutionResult.class)
                                .getThrowable()
                                .orElseThrow())
                        .hasMessage("needs PATTERN_SUBSCRIPTIONS"));
        assertThat(namesOf(results.testEvents().succeeded().stream()))
                .contains("G-08 pattern subscriptions work or are unsupported");
        assertThat(namesOf(results.testEvents().aborted().stream())).anyMatch(name -> name.startsWith("S-05 "));
    }

    @Test
    void anUndeclaredCapabilityIsAFailure() {
        EngineExecutionResults results = runWithout("LMS", UndeclaredCapabilityTestCase.class);

        assertThat(namesOf(results.testEvents().failed().stream()))
                .containsExactlyInAnyOrder(
                        "G-08 deleting by pattern works or is unsupported",
                        "G-08 an unsupported deletion by pattern deletes nothing");
    }

    @Test
    void aBackendThatIsNotFreshFailsTheHarnessRules() {
        EngineExecutionResults results =
                run(selectNestedClass(List.of(SharedBackendTestCase.class), CoordinationContract.HarnessRules.class));

        assertThat(namesOf(results.testEvents().failed().stream())).contains("harness a fresh backend is empty");
    }

    @Test
    void anExceptionFromTheHarnessFailsEachTest() {
        assertThat(failures(run(areaOf(NoHarnessTestCase.class, CoordinationContract.TimeRules.class))))
                .isNotEmpty()
                .allSatisfy(failure -> assertThat(failure)
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessage("no server"));
    }

    /** A harness for the in-memory adapter with another description and without the given capabilities. */
    private static class Harness extends ForwardingHarness {
        private final String description;
        private final Set<Capability> lacking;

        Harness(String description, Capability... lacking) {
            super(new MemoryHarness());
            this.description = description;
            this.lacking = Set.copyOf(Arrays.asList(lacking));
        }

        @Override
        public Set<Capability> capabilities() {
            Set<Capability> capabilities = EnumSet.allOf(Capability.class);
            capabilities.removeAll(lacking);
            return capabilities;
        }

        @Override
        public String description() {
            return description;
        }
    }

    /** Returns a proxy that forwards every call to {@code original} except calls to one method. */
    private static <T> T withMethod(Class<T> type, T original, String method, InvocationHandler instead) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, called, args) -> {
            try {
                return called.getName().equals(method)
                        ? instead.invoke(original, called, args)
                        : called.invoke(original, args);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        }));
    }

    static class DeleteAlwaysTrueTestCase extends CoordinationContract {
        @Override
        protected CoordinationHarness harness() {
            return new Harness("adapter whose delete always returns true") {
                @Override
                public DistributedCoordination connect() {
                    DistributedCoordination handle = super.connect();
                    SharedCache cache =
                            withMethod(SharedCache.class, handle.cache(), "delete", (original, called, args) -> {
                                called.invoke(original, args);
                                return true;
                            });
                    return withMethod(
                            DistributedCoordination.class, handle, "cache", (original, called, args) -> cache);
                }
            };
        }
    }

    static class NoPatternSubscriptionsTestCase extends CoordinationContract {
        @Override
        protected CoordinationHarness harness() {
            return new Harness("adapter without pattern subscriptions", Capability.PATTERN_SUBSCRIPTIONS) {
                @Override
                public DistributedCoordination connect() {
                    return withoutPatterns(super.connect());
                }

                @Override
                public DistributedCoordination connectUnreachable() {
                    return withoutPatterns(super.connectUnreachable());
                }
            };
        }
    }

    private static DistributedCoordination withoutPatterns(DistributedCoordination handle) {
        PubSub pubSub = withMethod(PubSub.class, handle.pubSub(), "subscribe", (original, called, args) -> {
            if (args[0] instanceof Collection<?> topics
                    && topics.stream().anyMatch(topic -> ((Topic) topic).kind() == Topic.Kind.PATTERN)) {
                throw new UnsupportedOperationException("this adapter has no pattern subscriptions (G-08)");
            }
            return called.invoke(original, args);
        });
        PubSub noPatterns = withMethod(PubSub.class, pubSub, "subscribeMatching", (original, called, args) -> {
            throw new UnsupportedOperationException("this adapter has no pattern subscriptions (G-08)");
        });
        return withMethod(DistributedCoordination.class, handle, "pubSub", (original, called, args) -> noPatterns);
    }

    static class UndeclaredCapabilityTestCase extends CoordinationContract {
        @Override
        protected CoordinationHarness harness() {
            return new Harness("adapter with an undeclared capability", Capability.DELETE_MATCHING);
        }
    }

    static class SharedBackendTestCase extends CoordinationContract {
        private final CoordinationHarness shared = new MemoryHarness();

        @Override
        protected CoordinationHarness harness() {
            return new Harness("harness whose backends are not fresh") {
                @Override
                public DistributedCoordination connect() {
                    return shared.connect();
                }

                @Override
                public TimeControl time() {
                    return shared.time();
                }
            };
        }
    }

    static class NoHarnessTestCase extends CoordinationContract {
        @Override
        protected CoordinationHarness harness() {
            throw new IllegalStateException("no server");
        }
    }
}
