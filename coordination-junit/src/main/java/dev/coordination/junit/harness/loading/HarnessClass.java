// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.harness.loading;

import dev.coordination.junit.harness.CoordinationHarness;
import java.util.Arrays;
import org.junit.platform.commons.support.ReflectionSupport;

/**
 * A harness class, which is instantiated whenever a test needs a harness. The module does not export this package.
 *
 * @param type the class
 */
public record HarnessClass(Class<? extends CoordinationHarness> type) {

    /**
     * Loads a harness class by its name.
     *
     * @param name the name of a class
     * @return the class
     * @throws IllegalArgumentException if the class cannot be loaded or is not a harness
     */
    public static HarnessClass named(String name) {
        Class<?> type;
        try {
            ClassLoader context = Thread.currentThread().getContextClassLoader();
            type = Class.forName(name, false, context == null ? HarnessClass.class.getClassLoader() : context);
        } catch (ClassNotFoundException | LinkageError e) {
            throw new IllegalArgumentException(name + " cannot be loaded: " + e, e);
        }
        if (!CoordinationHarness.class.isAssignableFrom(type)) {
            throw new IllegalArgumentException(name + " is not a " + CoordinationHarness.class.getSimpleName());
        }
        return new HarnessClass(type.asSubclass(CoordinationHarness.class));
    }

    /**
     * Checks that the class can be instantiated.
     *
     * @throws IllegalArgumentException if the class has no constructor without parameters
     */
    public void requireConstructor() {
        if (Arrays.stream(type.getDeclaredConstructors()).noneMatch(made -> made.getParameterCount() == 0)) {
            throw new IllegalArgumentException(
                    type.getName() + " must have a constructor without parameters to be used as a harness");
        }
    }

    /**
     * Creates a harness on a fresh backend.
     *
     * @return the harness
     * @throws IllegalArgumentException if the class has no constructor without parameters
     * @throws IllegalStateException if its constructor throws an exception; the cause is that exception
     * @throws Error if its constructor throws one
     */
    public CoordinationHarness create() {
        requireConstructor();
        try {
            return newInstance();
        } catch (Exception e) { // Whatever its constructor throws, including checked exceptions.
            throw new IllegalStateException(type.getName() + " cannot be started: " + e, e);
        }
    }

    /**
     * Creates a harness on a fresh backend, or throws what its constructor throws, whether checked or not.
     *
     * @return the harness
     */
    public CoordinationHarness newInstance() {
        return ReflectionSupport.newInstance(type);
    }

    /**
     * Returns the description of a harness, or the name of the class if none can be created. Each test then reports
     * why.
     *
     * @return one line
     */
    public String description() {
        try (CoordinationHarness harness = create()) {
            return harness.description();
        } catch (RuntimeException e) {
            return type.getSimpleName();
        }
    }
}
