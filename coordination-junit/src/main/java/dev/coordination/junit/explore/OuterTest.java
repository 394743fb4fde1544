// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore;

import java.lang.reflect.Constructor;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.opentest4j.TestAbortedException;

/**
 * The test instance that JUnit creates for an explored test, and its enclosing instances. No test is run on them. They only show
 * which constructors there are, and what other extensions do to a test instance.
 */
final class OuterTest {

    private static final Namespace NAMESPACE = Namespace.create(OuterTest.class);

    private @Nullable Constructor<?> constructor;
    private final List<TestInstanceState> states = new ArrayList<>();
    private @Nullable FaultCase run;
    private @Nullable Nodes nodes;

    static OuterTest of(ExtensionContext context) {
        return context.getStore(NAMESPACE)
                .getOrComputeIfAbsent(context.getUniqueId(), id -> new OuterTest(), OuterTest.class);
    }

    /** Returns nodes for the parameters of its constructor. These nodes are not part of any schedule. */
    Nodes nodes() {
        if (nodes == null) {
            run = Exploration.create().faultCases().next();
            nodes = run.begin();
        }
        return nodes;
    }

    /** Called when JUnit has done everything that it does before the test. */
    void end() {
        if (run != null) {
            try {
                run.end(new TestAbortedException());
            } catch (ExplorationFailedError e) {
                // Expected, because the run has no nodes.
            }
        }
    }

    /**
     * Called when the test instance has been created.
     *
     * @param arguments the arguments; the first one is the enclosing instance if the class is nested
     */
    void created(Constructor<?> by, List<Object> arguments, Object instance) {
        constructor = by;
        if (isInner(by.getDeclaringClass())) {
            states.add(new TestInstanceState(arguments.get(0)));
        }
        states.add(new TestInstanceState(instance));
    }

    /** Returns the constructor of the test class, or empty if JUnit has not used it. */
    Optional<Constructor<?>> constructor() {
        return Optional.ofNullable(constructor);
    }

    /** Returns whether the instances of a class have an enclosing instance. */
    static boolean isInner(Class<?> type) {
        return type.getEnclosingClass() != null && !Modifier.isStatic(type.getModifiers());
    }

    /** Returns a field that another extension has set, if any. */
    Optional<String> fieldSetByAnother() {
        return states.stream()
                .flatMap(state -> state.changed().stream())
                .findFirst()
                .map(field -> field.getDeclaringClass().getSimpleName() + "." + field.getName());
    }
}
