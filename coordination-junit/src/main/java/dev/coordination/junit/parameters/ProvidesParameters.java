// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.parameters;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks an annotation of test methods whose extension provides the parameters of the test method, of its lifecycle methods and of
 * the constructor. The extensions of the test class then do not provide them. JUnit fails if two extensions provide the same
 * parameter.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.ANNOTATION_TYPE)
public @interface ProvidesParameters {}
