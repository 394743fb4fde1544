// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.runner;

import dev.coordination.junit.contract.CoordinationContract;
import dev.coordination.junit.contract.Rule;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.platform.engine.TestSource;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/** Finds the contract tests in a test plan, and the rules that they test. */
final class ContractTests {

    private final TestPlan plan;

    ContractTests(TestPlan plan) {
        this.plan = plan;
    }

    /** Returns the contract tests at or below a node. */
    Stream<TestIdentifier> testsIn(TestIdentifier node) {
        return Stream.concat(Stream.of(node), plan.getDescendants(node).stream())
                .filter(TestIdentifier::isTest)
                .filter(this::isOfContract);
    }

    /** Returns whether a test or a container belongs to the contract. */
    boolean isOfContract(TestIdentifier test) {
        return upwards(test)
                .flatMap(node -> sourceClass(node).stream())
                .findFirst()
                .filter(ContractTests::isOfContract)
                .isPresent();
    }

    /**
     * Accepts the contract, its subclasses, and its areas, which are nested classes that only its package can access.
     */
    private static boolean isOfContract(Class<?> type) {
        return type.getEnclosingClass() == CoordinationContract.class
                || CoordinationContract.class.isAssignableFrom(type);
    }

    /** Returns the simple name of the outermost class around a test. */
    String suite(TestIdentifier test) {
        return upwards(test)
                .flatMap(node -> sourceClass(node).stream())
                .reduce((inner, outer) -> outer)
                .map(Class::getSimpleName)
                .orElse("");
    }

    /** Returns the rules whose ids are tags of a test or of a container around it. */
    Set<Rule> rules(TestIdentifier test) {
        Set<Rule> rules = EnumSet.noneOf(Rule.class);
        upwards(test)
                .flatMap(node -> node.getTags().stream())
                .flatMap(tag -> Rule.byId(tag.getName()).stream())
                .forEach(rules::add);
        return Collections.unmodifiableSet(rules);
    }

    private Stream<TestIdentifier> upwards(TestIdentifier test) {
        return Stream.iterate(Optional.of(test), Optional::isPresent, node -> node.flatMap(plan::getParent))
                .flatMap(Optional::stream);
    }

    private static Optional<Class<?>> sourceClass(TestIdentifier node) {
        TestSource source = node.getSource().orElse(null);
        if (source instanceof MethodSource method) {
            return Optional.of(method.getJavaClass());
        }
        if (source instanceof ClassSource type) {
            return Optional.of(type.getJavaClass());
        }
        return Optional.empty();
    }
}
