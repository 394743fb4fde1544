// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Ends the display name of each test of an area, where two areas have the same tests. */
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@interface TestNameSuffix {

    /** Returns the suffix. */
    String value();
}
