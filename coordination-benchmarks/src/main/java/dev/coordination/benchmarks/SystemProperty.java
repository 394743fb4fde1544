// SPDX-License-Identifier: Apache-2.0
package dev.coordination.benchmarks;

import java.util.concurrent.Callable;

/** Sets a system property for the duration of a call. */
final class SystemProperty {

    private SystemProperty() {}

    static <T> T during(String name, String value, Callable<T> call) throws Exception {
        String before = System.getProperty(name);
        System.setProperty(name, value);
        try {
            return call.call();
        } finally {
            if (before == null) {
                System.clearProperty(name);
            } else {
                System.setProperty(name, before);
            }
        }
    }
}
