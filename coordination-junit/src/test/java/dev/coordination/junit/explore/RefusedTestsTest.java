// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.TestInstance.Lifecycle.PER_CLASS;
import static org.junit.jupiter.api.parallel.ExecutionMode.CONCURRENT;

import dev.coordination.SharedCache;
import dev.coordination.junit.CoordinationTest;
import java.nio.file.Path;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.extension.TestInstanceFactory;
import org.junit.jupiter.api.extension.TestInstanceFactoryContext;
import org.junit.jupiter.api.extension.TestInstancePostProcessor;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests the messages about tests that cannot be explored. */
class RefusedTestsTest {

    private static void assertRefused(Class<?> fixture, String message) {
        assertThat(FixtureRun.of(fixture).failures())
                .isNotEmpty()
                .allSatisfy(failure -> assertThat(failure)
                        .isInstanceOf(ExtensionConfigurationException.class)
                        .hasMessage(message));
    }

    @Test
    void oneInstanceForAllTests() {
        assertRefused(
                PerClassTestCase.class,
                "@EveryInterleaving on PerClassTestCase.test: the lifecycle of PerClassTestCase is PER_CLASS, but each run needs"
                        + " its own test instance; remove @TestInstance(PER_CLASS)");
        assertRefused(
                FaultPerClassTestCase.class,
                "@EveryFault on FaultPerClassTestCase.test: the lifecycle of FaultPerClassTestCase is PER_CLASS, but each run"
                        + " needs its own test instance; remove @TestInstance(PER_CLASS)");
    }

    @TestInstance(PER_CLASS)
    static class PerClassTestCase {

        @EveryInterleaving
        void test(Nodes nodes) {}
    }

    @TestInstance(PER_CLASS)
    static class FaultPerClassTestCase {

        @EveryFault
        void test(Nodes nodes) {}
    }

    @Test
    void concurrentRunsWithFaults() {
        assertRefused(
                ConcurrentFaultTestCase.class,
                "@EveryFault on ConcurrentFaultTestCase.test: its runs depend on each other, so they cannot be concurrent;"
                        + " remove @Execution(CONCURRENT)");
    }

    static class ConcurrentFaultTestCase {

        @Execution(CONCURRENT)
        @EveryFault
        void test(Nodes nodes) {}
    }

    @Test
    void anotherTemplate() {
        String reason =
                ": the method is also a @ParameterizedTest, @RepeatedTest, @EveryFault or another template; remove"
                        + " one of the annotations, or call Exploration in the test";
        assertThat(FixtureRun.of(ParameterizedTestCase.class).failures())
                .extracting(Throwable::getMessage)
                .contains("@EveryInterleaving on ParameterizedTestCase.test" + reason);
        assertThat(FixtureRun.of(RepeatedTestCase.class).failures())
                .extracting(Throwable::getMessage)
                .contains("@EveryInterleaving on RepeatedTestCase.test" + reason);
        assertThat(FixtureRun.of(BothTestCase.class).failures())
                .extracting(Throwable::getMessage)
                .contains("@EveryInterleaving on BothTestCase.test" + reason);
    }

    static class ParameterizedTestCase {

        @ParameterizedTest
        @ValueSource(strings = "a")
        @EveryInterleaving
        void test(String name, Nodes nodes) {}
    }

    static class RepeatedTestCase {

        @RepeatedTest(2)
        @EveryInterleaving
        void test(Nodes nodes) {}
    }

    static class BothTestCase {

        @EveryFault
        @EveryInterleaving
        void test(Nodes nodes) {}
    }

    @Test
    void extensionsThatSetFieldsOfTheInstance() {
        String reason = ", but would set it only once and not in each schedule; set it in a @BeforeEach method";
        assertRefused(
                InjectedFieldTestCase.class,
                "@EveryInterleaving on InjectedFieldTestCase.test: an extension has set the field"
                        + " InjectedFieldTestCase.name" + reason);
        assertRefused(
                InjectedLaterTestCase.class,
                "@EveryInterleaving on InjectedLaterTestCase.test: an extension has set the field"
                        + " InjectedLaterTestCase.number" + reason);
        assertRefused(
                TempDirFieldTestCase.class,
                "@EveryInterleaving on TempDirFieldTestCase.test: an extension has set the field"
                        + " TempDirFieldTestCase.directory" + reason);
    }

    @ExtendWith(Injection.class)
    static class InjectedFieldTestCase {

        String name;

        @EveryInterleaving
        void test(Nodes nodes) {}
    }

    static class Injection implements TestInstancePostProcessor {

        @Override
        public void postProcessTestInstance(Object instance, ExtensionContext context) {
            ((InjectedFieldTestCase) instance).name = "injected";
        }
    }

    @ExtendWith(LateInjection.class)
    static class InjectedLaterTestCase {

        int number;

        @EveryInterleaving
        void test(Nodes nodes) {}
    }

    static class LateInjection implements BeforeEachCallback {

        @Override
        public void beforeEach(ExtensionContext context) {
            ((InjectedLaterTestCase) context.getRequiredTestInstance()).number = 1;
        }
    }

    static class TempDirFieldTestCase {

        @TempDir
        Path directory;

        @EveryInterleaving
        void test(Nodes nodes) {}
    }

    @Test
    void extensionsThatBelongToOneInstance() {
        assertRefused(
                ExtensionFieldTestCase.class,
                "@EveryInterleaving on ExtensionFieldTestCase.test: the extension in the field"
                        + " ExtensionFieldTestCase.extension belongs to one test instance, but each schedule has its own; make"
                        + " the field static");
    }

    static class ExtensionFieldTestCase {

        @RegisterExtension
        final BeforeEachCallback extension = context -> {};

        @EveryInterleaving
        void test(Nodes nodes) {}
    }

    @Test
    void extensionsThatCreateTheInstances() {
        assertRefused(
                FactoryTestCase.class,
                "@EveryInterleaving on FactoryTestCase.test: an extension creates the test instances, but each schedule needs"
                        + " its own; remove its TestInstanceFactory");
    }

    @ExtendWith(Factory.class)
    static class FactoryTestCase {

        @EveryInterleaving
        void test(Nodes nodes) {}
    }

    static class Factory implements TestInstanceFactory {

        @Override
        public Object createTestInstance(TestInstanceFactoryContext factory, ExtensionContext context) {
            return new FactoryTestCase();
        }
    }

    @Test
    void nodesInTheConstructorOfAnEnclosingClass() {
        String reason = ": the constructor of the enclosing class EnclosingTestCase has the parameter"
                + " [dev.coordination.SharedCache cache], which cannot belong to a schedule; use a @BeforeEach method";
        assertThat(FixtureRun.of(EnclosingTestCase.class).failures())
                .extracting(Throwable::getMessage)
                .containsExactlyInAnyOrder(
                        "@EveryInterleaving on Inner.interleaved" + reason, "@EveryFault on Inner.faulty" + reason);
    }

    @CoordinationTest
    static class EnclosingTestCase {

        EnclosingTestCase(SharedCache cache) {}

        @Nested
        class Inner {

            @EveryInterleaving
            void interleaved(Nodes nodes) {}

            @EveryFault
            void faulty(Nodes nodes) {}
        }
    }
}
