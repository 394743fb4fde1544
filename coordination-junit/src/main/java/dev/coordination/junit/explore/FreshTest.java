// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore;

import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;

/** Runs a test method in each schedule, on a new test instance and with its lifecycle methods, as JUnit would. */
final class FreshTest implements Program {

    /** The nodes of the schedule for which the current thread creates instances and calls methods. */
    private static final ThreadLocal<@Nullable Nodes> CURRENT = new ThreadLocal<>();

    private final ExtensionContext context;
    private final List<TestClass> classes;
    private final ScheduleMethod test;

    /**
     * Creates the program of a test.
     *
     * @param constructor the constructor of the test class
     */
    FreshTest(ExtensionContext context, Constructor<?> constructor) {
        this.context = context;
        Deque<TestClass> nesting = new ArrayDeque<>();
        nesting.add(TestClass.of(constructor));
        for (Class<?> type = constructor.getDeclaringClass(); OuterTest.isInner(type); ) {
            type = type.getEnclosingClass();
            nesting.addFirst(TestClass.of(type.getDeclaredConstructors()[0])); // JUnit requires that there is only one.
        }
        classes = List.copyOf(nesting);
        test = new ScheduleMethod(context.getRequiredTestMethod());
    }

    /** Returns the nodes of the schedule for which the current thread resolves parameters, or null if there is no schedule. */
    static @Nullable Nodes currentNodes() {
        return CURRENT.get();
    }

    @Override
    public void run(Nodes nodes) throws Throwable {
        CURRENT.set(nodes);
        try {
            run(newInstances(), nodes);
        } finally {
            CURRENT.remove();
        }
    }

    private List<Object> newInstances() {
        List<Object> instances = new ArrayList<>();
        for (TestClass type : classes) {
            instances.add(
                    instances.isEmpty()
                            ? context.getExecutableInvoker().invoke(type.constructor)
                            : context.getExecutableInvoker()
                                    .invoke(type.constructor, instances.get(instances.size() - 1)));
        }
        return instances;
    }

    private void run(List<Object> instances, Nodes nodes) throws Throwable {
        int innermost = classes.size() - 1;
        @Nullable Throwable failure = null;
        try {
            for (int i = 0; i <= innermost; i++) {
                for (ScheduleMethod method : classes.get(i).before) {
                    method.call(instances.get(i), nodes, context);
                }
            }
            test.call(instances.get(innermost), nodes, context);
        } catch (Throwable e) {
            failure = e;
        }
        for (int i = innermost; i >= 0; i--) {
            for (ScheduleMethod method : classes.get(i).after) {
                try {
                    method.call(instances.get(i), nodes, context);
                } catch (Throwable e) {
                    failure = first(failure, e);
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    /** Returns the first failure of a test, to which a later failure is added as suppressed. */
    static Throwable first(@Nullable Throwable failure, Throwable later) {
        if (failure == null) {
            return later;
        }
        if (failure != later) {
            failure.addSuppressed(later);
        }
        return failure;
    }

    /** Returns all methods that are called in each schedule. */
    List<Method> methods() {
        List<Method> all = new ArrayList<>();
        for (TestClass type : classes) {
            type.before.forEach(method -> all.add(method.method()));
            type.after.forEach(method -> all.add(method.method()));
        }
        all.add(test.method());
        return all;
    }

    private record TestClass(Constructor<?> constructor, List<ScheduleMethod> before, List<ScheduleMethod> after) {

        static TestClass of(Constructor<?> constructor) {
            Class<?> type = constructor.getDeclaringClass();
            return new TestClass(
                    constructor,
                    methods(AnnotationSupport.findAnnotatedMethods(
                            type, BeforeEach.class, HierarchyTraversalMode.TOP_DOWN)),
                    methods(AnnotationSupport.findAnnotatedMethods(
                            type, AfterEach.class, HierarchyTraversalMode.BOTTOM_UP)));
        }

        private static List<ScheduleMethod> methods(List<Method> methods) {
            return methods.stream().map(ScheduleMethod::new).toList();
        }
    }
}
