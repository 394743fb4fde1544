// SPDX-License-Identifier: Apache-2.0
package dev.coordination.memory;

/** A reaper that frees nothing, so that a test can free expired entries itself. */
class NoReaper implements Reaper {

    @Override
    public void start() {}

    @Override
    public void mayExpire() {}

    @Override
    public void stop() {}
}
