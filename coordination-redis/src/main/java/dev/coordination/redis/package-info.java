// SPDX-License-Identifier: Apache-2.0
/** The Redis adapter, which uses Jedis. */
@NullMarked
package dev.coordination.redis;

import org.jspecify.annotations.NullMarked;
