// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Adds a suffix to the display names of the tests of an area, for areas that share tests. */
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@interface TestNameSuffix {

    /** Returns the suffix. */
    String value();
}
