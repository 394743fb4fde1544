// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Shorthand for {@code @ExtendWith(CoordinationExtension.class)} on a test class; subclasses inherit it.
 *
 * @see CoordinationExtension
 * @since 0.1.0
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@ExtendWith(CoordinationExtension.class)
public @interface CoordinationTest {}
