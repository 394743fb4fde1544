// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.parameters;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks an annotation of test methods whose extension provides the parameters of these tests, of their lifecycle methods and of
 * the constructor, so that the extensions of the test class leave them to it. JUnit would otherwise refuse both.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.ANNOTATION_TYPE)
public @interface ProvidesParameters {}
