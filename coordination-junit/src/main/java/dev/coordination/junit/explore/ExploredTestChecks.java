// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.platform.commons.support.AnnotationSupport;

/** Refuses tests that cannot be explored, because they would not start afresh in each schedule. */
final class ExploredTestChecks {

    private final String annotation;
    private final ExtensionContext context;

    /**
     * Creates the checks of a test.
     *
     * @param annotation the name of the annotation of the test
     */
    ExploredTestChecks(String annotation, ExtensionContext context) {
        this.annotation = annotation;
        this.context = context;
    }

    /** Checks that each test method has its own instance. */
    void instancePerMethod() {
        if (context.getTestInstanceLifecycle()
                .filter(TestInstance.Lifecycle.PER_CLASS::equals)
                .isPresent()) {
            throw refused("the lifecycle of " + context.getRequiredTestClass().getSimpleName()
                    + " is PER_CLASS, but each run needs its own test instance; remove @TestInstance(PER_CLASS)");
        }
    }

    /** Checks that the test method is not a test template, too. */
    void noOtherTemplate() {
        if (AnnotationSupport.isAnnotated(context.getRequiredTestMethod(), TestTemplate.class)) {
            throw refused(
                    "the method is also a @ParameterizedTest, @RepeatedTest, @EveryFault or another template; remove one"
                            + " of the annotations, or call Exploration in the test");
        }
    }

    /** Checks that the runs of a test are run one after the other. */
    void sameThread() {
        if (context.getExecutionMode() == ExecutionMode.CONCURRENT) {
            throw refused("its runs depend on each other, so they cannot be concurrent; remove @Execution(CONCURRENT)");
        }
    }

    /** Checks that each schedule can have instances like those that JUnit has created. */
    void freshInstances(OuterTest outer, List<Method> methods) {
        Class<?> type = context.getRequiredTestClass();
        staticExtensions(type);
        while (OuterTest.isInner(type)) {
            type = type.getEnclosingClass();
            staticExtensions(type);
        }
        outer.fieldSetByAnother().ifPresent(field -> {
            throw refused("an extension has set the field " + field
                    + ", but would set it only once and not in each schedule; set it in a @BeforeEach method");
        });
        methods.stream()
                .flatMap(method -> Arrays.stream(method.getParameters()))
                .filter(RefusedParameter::isTempDir)
                .findFirst()
                .ifPresent(parameter -> {
                    throw refused("the @TempDir of the parameter [" + parameter
                            + "] would be the same in each schedule; create a directory in the test");
                });
    }

    private void staticExtensions(Class<?> type) {
        for (Field field : AnnotationSupport.findAnnotatedFields(type, RegisterExtension.class)) {
            if (!Modifier.isStatic(field.getModifiers())) {
                throw refused("the extension in the field "
                        + field.getDeclaringClass().getSimpleName() + "."
                        + field.getName()
                        + " belongs to one test instance, but each schedule has its own; make the field"
                        + " static");
            }
        }
    }

    /** Returns the exception for a test instance that was not created by its constructor. */
    ExtensionConfigurationException createdByFactory() {
        return refused(
                "an extension creates the test instances, but each schedule needs its own; remove its TestInstanceFactory");
    }

    /**
     * Checks that the constructors of the enclosing classes of a nested test have no parameters that belong to a schedule. JUnit
     * does not resolve them with the extensions of the test method.
     */
    void enclosingConstructors() {
        Class<?> type = context.getRequiredTestClass();
        while (OuterTest.isInner(type)) {
            type = type.getEnclosingClass();
            for (Parameter parameter : type.getDeclaredConstructors()[0].getParameters()) {
                if (ExploredParameter.of(parameter).isPresent() || RefusedParameter.is(parameter)) {
                    throw refused("the constructor of the enclosing class " + type.getSimpleName()
                            + " has the parameter [" + parameter
                            + "], which cannot belong to a schedule; use a @BeforeEach method");
                }
            }
        }
    }

    private ExtensionConfigurationException refused(String reason) {
        return new ExtensionConfigurationException(ConfiguredExploration.of(annotation, context) + ": " + reason);
    }
}
