// SPDX-License-Identifier: Apache-2.0
/**
 * A lock registry for Spring Integration: {@link dev.coordination.spring.integration.CoordinationLockRegistry}.
 *
 * @since 0.1.0
 */
@NullMarked
package dev.coordination.spring.integration;

import org.jspecify.annotations.NullMarked;
