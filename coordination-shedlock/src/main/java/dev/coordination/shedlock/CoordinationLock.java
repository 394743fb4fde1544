// SPDX-License-Identifier: Apache-2.0
package dev.coordination.shedlock;

import dev.coordination.Leadership;
import java.time.Instant;
import java.util.Optional;
import net.javacrumbs.shedlock.core.AbstractSimpleLock;
import net.javacrumbs.shedlock.core.LockConfiguration;
import net.javacrumbs.shedlock.core.SimpleLock;

/** A lock that is held, until it is unlocked or extended. The superclass refuses all calls after that. */
final class CoordinationLock extends AbstractSimpleLock {

    private final CoordinationLockProvider provider;
    private final CoordinationLockProvider.Owner owner;
    private final Leadership held;
    private final Instant heldSince;

    CoordinationLock(
            CoordinationLockProvider provider,
            CoordinationLockProvider.Owner owner,
            Leadership held,
            LockConfiguration configuration,
            Instant heldSince) {
        super(configuration);
        this.provider = provider;
        this.owner = owner;
        this.held = held;
        this.heldSince = heldSince;
    }

    @Override
    protected void doUnlock() {
        provider.unlock(owner, held, heldSince, lockConfiguration.getLockAtLeastFor());
    }

    @Override
    protected Optional<SimpleLock> doExtend(LockConfiguration newConfiguration) {
        return provider.extend(owner, held, newConfiguration);
    }
}
