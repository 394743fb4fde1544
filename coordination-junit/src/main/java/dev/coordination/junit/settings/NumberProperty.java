// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.settings;

import dev.coordination.Arguments;

/** Reads numbers from system properties, and rejects invalid values rather than ignoring them. */
public final class NumberProperty {

    private NumberProperty() {}

    /**
     * Returns the value of a property.
     *
     * @param name the property
     * @param byDefault the result if the property is not set
     * @return the number
     * @throws IllegalArgumentException if the property is not a {@code long}
     */
    public static long anyLong(String name, long byDefault) {
        return read(name, byDefault, Long.MIN_VALUE, Long.MAX_VALUE, "a long");
    }

    /**
     * Returns the value of a property.
     *
     * @param name the property
     * @param byDefault the result if the property is not set
     * @return the number, at least 1
     * @throws IllegalArgumentException if the property is not a positive {@code int}
     */
    public static int positiveInt(String name, int byDefault) {
        return (int) read(name, byDefault, 1, Integer.MAX_VALUE, "a number from 1 to " + Integer.MAX_VALUE);
    }

    private static long read(String name, long byDefault, long least, long most, String shape) {
        String text = System.getProperty(name);
        if (text == null) {
            return byDefault;
        }
        try {
            long value = Long.parseLong(text);
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException e) {
            // Rejected below.
        }
        throw new IllegalArgumentException(
                "The system property " + name + " must be " + shape + ", but was " + Arguments.quoted(text));
    }
}
