// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coordination.SharedCache;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Tests that each schedule has its own test instance, whose lifecycle methods are called as by JUnit. */
class FreshTestTest {

    @Test
    void eachScheduleHasItsOwnInstanceAndLifecycleMethods() {
        FixtureRun run = FixtureRun.of(LifecycleTestCase.class);

        run.assertPassed(1);
        assertThat(LifecycleTestCase.LOGS)
                .hasSizeGreaterThan(2)
                .allSatisfy(log ->
                        assertThat(log).containsExactly("super before", "before", "test", "after", "super after"));
        assertThat(LifecycleTestCase.ONCE).containsExactly("beforeAll", "beforeEach", "afterEach", "afterAll");
    }

    abstract static class SuperTestCase {

        final List<String> log = new ArrayList<>();

        @BeforeEach
        void superBefore() {
            log.add("super before");
        }

        @AfterEach
        void superAfter() {
            log.add("super after");
            LifecycleTestCase.LOGS.add(log);
        }
    }

    @ExtendWith(CallbackExtension.class)
    static class LifecycleTestCase extends SuperTestCase {

        static final Queue<List<String>> LOGS = new ConcurrentLinkedQueue<>();
        static final Queue<String> ONCE = new ConcurrentLinkedQueue<>();

        private final Thread createdBy = Thread.currentThread();

        @BeforeAll
        static void beforeAll() {
            LOGS.clear();
            ONCE.clear();
            ONCE.add("beforeAll");
        }

        @AfterAll
        static void afterAll() {
            ONCE.add("afterAll");
        }

        @BeforeEach
        void before(Nodes nodes) {
            log.add("before");
            nodes.node("setup").cache().setText("hits", "5");
        }

        @EveryInterleaving
        void test(Nodes nodes) throws Exception {
            log.add("test");
            assertThat(createdBy).isSameAs(Thread.currentThread());
            nodes.run(a -> a.cache().increment("hits", 1), b -> b.cache().getText("hits"));
        }

        @AfterEach
        void after(Nodes nodes) {
            log.add("after");
            assertThat(nodes.node("check").cache().getText("hits")).contains("6");
        }
    }

    static class CallbackExtension implements BeforeEachCallback, AfterEachCallback {

        @Override
        public void beforeEach(ExtensionContext context) {
            LifecycleTestCase.ONCE.add("beforeEach");
        }

        @Override
        public void afterEach(ExtensionContext context) {
            LifecycleTestCase.ONCE.add("afterEach");
        }
    }

    @Test
    void aNestedTestHasFreshInstancesOfItsOuterClasses() {
        FixtureRun run = FixtureRun.of(OuterTestCase.class);

        run.assertPassed(1);
        assertThat(OuterTestCase.LOGS)
                .hasSizeGreaterThan(2)
                .allSatisfy(log -> assertThat(log)
                        .containsExactly("outer", "inner", "outer before", "inner before", "test", "inner after"));
    }

    static class OuterTestCase {

        static final Queue<List<String>> LOGS = new ConcurrentLinkedQueue<>();

        private final List<String> log = new ArrayList<>();

        @BeforeAll
        static void clear() {
            LOGS.clear();
        }

        OuterTestCase() {
            log.add("outer");
        }

        @BeforeEach
        void before(Nodes nodes) {
            log.add("outer before");
            nodes.node("setup").cache().setText("hits", "1");
        }

        @AfterEach
        void after() {
            LOGS.add(log);
        }

        @Nested
        class Inner {

            Inner(Nodes nodes) {
                log.add("inner");
                nodes.node("setup").cache().setText("misses", "1");
            }

            @BeforeEach
            void before() {
                log.add("inner before");
            }

            @EveryInterleaving
            void test(Nodes nodes, TestInfo info) throws Exception {
                log.add("test");
                assertThat(info.getDisplayName()).isEqualTo("test(Nodes, TestInfo)");
                nodes.run(a -> a.cache().increment("hits", 1), b -> b.cache().increment("hits", 1));
                assertThat(nodes.node("reader").cache().getText("hits")).contains("3");
            }

            @AfterEach
            void after(@dev.coordination.junit.Node("setup") SharedCache cache) {
                log.add("inner after");
                assertThat(cache.getText("misses")).contains("1");
            }
        }
    }

    @Test
    void whatALifecycleMethodThrowsFailsTheTest() {
        assertThat(FixtureRun.text(FixtureRun.of(BeforeFailsTestCase.class).failure()))
                .contains("before fails");
        assertThat(FixtureRun.text(FixtureRun.of(AfterFailsTestCase.class).failure()))
                .contains("after fails");
    }

    static class BeforeFailsTestCase {

        @BeforeEach
        void before() {
            throw new AssertionError("before fails");
        }

        @EveryInterleaving
        void test(Nodes nodes) {
            throw new AssertionError("not to be run");
        }
    }

    static class AfterFailsTestCase {

        @EveryInterleaving
        void test(Nodes nodes) throws Exception {
            nodes.run(a -> a.cache().exists("key"));
        }

        @AfterEach
        void after() {
            throw new AssertionError("after fails");
        }
    }

    @Test
    void aFailureOfTheTestIsReportedBeforeThoseOfItsLifecycleMethods() {
        Throwable failure = FixtureRun.of(BothFailTestCase.class).failure();

        assertThat(failure.getCause()).hasMessage("test fails");
        assertThat(failure.getCause().getSuppressed())
                .extracting(Throwable::getMessage)
                .contains("after fails");
    }

    static class BothFailTestCase {

        @EveryInterleaving
        void test(Nodes nodes) throws Exception {
            nodes.run(a -> a.cache().exists("key"));
            throw new AssertionError("test fails");
        }

        @AfterEach
        void after() {
            throw new AssertionError("after fails");
        }
    }
}
