// SPDX-License-Identifier: Apache-2.0
/** Finds or starts a Redis server for tests. */
@NullMarked
package dev.coordination.redis.server;

import org.jspecify.annotations.NullMarked;
