// SPDX-License-Identifier: Apache-2.0
/** Runs tests and the contract on a real Redis server. */
@NullMarked
package dev.coordination.redis.test;

import org.jspecify.annotations.NullMarked;
