// SPDX-License-Identifier: Apache-2.0
/**
 * Building blocks for authors of adapters: a {@link dev.coordination.spi.Glob} that matches names as the P rules say, an
 * {@link dev.coordination.spi.Inbox} that holds the messages of a subscription and ends as the S rules say, and a
 * {@link dev.coordination.spi.ListenerLoop} that passes those messages to a listener. Code that catches all throwables looks
 * at {@link dev.coordination.spi.ThreadStoppedError}, and code that takes a scheduler at
 * {@link dev.coordination.spi.ClockedScheduler}.
 *
 * <p>Arguments are checked with {@link dev.coordination.Arguments}. Applications do not need this package.
 *
 * <p>The in-memory adapter uses the glob and the inbox. The Redis adapter uses neither: its server matches patterns, and
 * the adapter has its own code to receive messages, so a mistake in the glob or the inbox shows up as a difference between
 * the two adapters.
 */
@NullMarked
package dev.coordination.spi;

import org.jspecify.annotations.NullMarked;
