// SPDX-License-Identifier: Apache-2.0
package dev.coordination.memory;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ExpiryStackTest {

    private final ExpiringMap<String> map =
            new ExpiringMap<>(FakeClock.create().time(), new ExpiryQueue(new NoReaper()), new StripedLock());
    private final Expiry first = new Expiry(map, "a", 1);
    private final Expiry second = new Expiry(map, "b", 1);
    private final ExpiryStack stack = new ExpiryStack();

    @Test
    void returnsTheRecordsInReverseOrder() {
        assertThat(stack.push(first)).isTrue();
        assertThat(stack.push(second)).isTrue();

        assertThat(stack.pop()).isSameAs(second);
        assertThat(stack.pop()).isSameAs(first);
        assertThat(stack.pop()).isNull();
    }

    @Test
    void countsItsRecords() {
        stack.push(first);
        stack.push(second);
        assertThat(stack.size()).isEqualTo(2);

        stack.pop();
        assertThat(stack.size()).isEqualTo(1);
        stack.pop();
        stack.pop();
        assertThat(stack.size()).isZero();
    }

    @Test
    void aRecordCanBeAddedAgain() {
        stack.push(first);
        stack.push(second);
        stack.pop();
        stack.pop();

        stack.push(second);

        assertThat(stack.pop()).isSameAs(second);
        assertThat(stack.pop()).isNull();
    }
}
