// SPDX-License-Identifier: Apache-2.0
package dev.coordination.memory;

/** Frees nothing, so that the test frees expired entries itself. */
class NoReaper implements Reaper {

    @Override
    public void start() {}

    @Override
    public void mayExpire() {}

    @Override
    public void stop() {}
}
