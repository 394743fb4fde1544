// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.harness.loading;

import dev.coordination.junit.harness.CoordinationHarness;
import java.util.Arrays;
import org.junit.platform.commons.support.ReflectionSupport;

/**
 * A class of harnesses that is named, and made when a test needs one. Not for users: the module does not export it.
 *
 * @param type the class
 */
public record HarnessClass(Class<? extends CoordinationHarness> type) {

    /**
     * Finds a class by its name.
     *
     * @param name the name of a class
     * @return the class
     * @throws IllegalArgumentException if there is no such class, or it is no harness
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
            throw new IllegalArgumentException(name + " is no " + CoordinationHarness.class.getSimpleName());
        }
        return new HarnessClass(type.asSubclass(CoordinationHarness.class));
    }

    /**
     * Makes a harness, on a fresh backend.
     *
     * @return the harness
     * @throws IllegalArgumentException if the class has no constructor without parameters
     * @throws IllegalStateException if its constructor throws; the cause is what it threw
     */
    public CoordinationHarness create() {
        if (Arrays.stream(type.getDeclaredConstructors()).noneMatch(made -> made.getParameterCount() == 0)) {
            throw new IllegalArgumentException(
                    type.getName() + " must have a constructor without parameters to be named as a harness");
        }
        try {
            return ReflectionSupport.newInstance(type);
        } catch (Exception e) { // Whatever its constructor throws, checked exceptions too.
            throw new IllegalStateException(type.getName() + " cannot be started: " + e, e);
        }
    }

    /**
     * Returns what the harness says that it is, or the name of its class if none can be made: each test tells why.
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
