package dev.coordination.junit;

import dev.coordination.junit.contract.CoordinationHarness;
import java.util.Arrays;
import org.junit.platform.commons.support.ReflectionSupport;

/** A class of harnesses that is named, and made when a test needs one. */
record HarnessClass(Class<? extends CoordinationHarness> type) {

    /**
     * Makes a harness, on a fresh backend.
     *
     * @throws IllegalArgumentException if the class has no constructor without parameters
     * @throws IllegalStateException if its constructor throws; the cause is what it threw
     */
    CoordinationHarness create() {
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

    /** Returns what the harness says that it is, or the name of its class if none can be made: each test tells why. */
    String description() {
        try (CoordinationHarness harness = create()) {
            return harness.description();
        } catch (RuntimeException e) {
            return type.getSimpleName();
        }
    }
}
