// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore;

import java.lang.reflect.Constructor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/**
 * The test instance that JUnit creates for an explored test, with those that enclose it. No test is run on it: it only shows which
 * constructors there are, and what other extensions do with a test instance.
 */
final class OuterTest {

    private static final Namespace NAMESPACE = Namespace.create(OuterTest.class);

    private final List<Constructor<?>> constructors = new ArrayList<>();
    private final List<TestInstanceState> states = new ArrayList<>();
    private @Nullable Nodes nodes;

    static OuterTest of(ExtensionContext context) {
        return context.getStore(NAMESPACE)
                .getOrComputeIfAbsent(context.getUniqueId(), id -> new OuterTest(), OuterTest.class);
    }

    /** Returns nodes for the parameters of its constructor, which are not part of any schedule. */
    Nodes nodes() {
        if (nodes == null) {
            nodes = Exploration.create().faultCases().next().begin();
        }
        return nodes;
    }

    void created(Constructor<?> constructor, Object instance) {
        constructors.add(constructor);
        states.add(new TestInstanceState(instance));
    }

    /** Returns the constructors that were used, the innermost class last. */
    List<Constructor<?>> constructors() {
        return constructors;
    }

    /** Returns a field that another extension has set, if there is one. */
    Optional<String> fieldSetByAnother() {
        return states.stream()
                .flatMap(state -> state.changed().stream())
                .findFirst()
                .map(field -> field.getDeclaringClass().getSimpleName() + "." + field.getName());
    }
}
