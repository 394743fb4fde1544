// SPDX-License-Identifier: Apache-2.0
package dev.coordination.parity.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coordination.CoordinationUnavailableException;
import dev.coordination.PubSub;
import dev.coordination.Subscription;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;

/** Tests calls made after the server has ended a connection and before the thread that reads from it has noticed. */
@Tag("one-jdk")
class UnnoticedLossTest {

    private static final Duration LONG = Duration.ofSeconds(10);

    private final CountDownLatch mayNotice = new CountDownLatch(1);
    private final AtomicBoolean first = new AtomicBoolean(true);

    @Test
    void aNewSubscriptionDoesNotShareTheConnection() throws InterruptedException {
        try (PostgresHarness harness = new PostgresHarness(this::slowToNotice)) {
            PubSub pubSub = harness.connect().pubSub();
            Subscription lost = pubSub.subscribe("news");
            harness.cutSubscriptions();

            Subscription open = pubSub.subscribe("news");

            assertThat(pubSub.publish("news", new byte[1])).isEqualTo(1);
            assertThat(open.next(LONG)).isPresent();
            assertThatThrownBy(() -> lost.next(LONG)).isInstanceOf(CoordinationUnavailableException.class);
        } finally {
            mayNotice.countDown();
        }
    }

    @Test
    void pollNoticesTheLoss() {
        try (PostgresHarness harness = new PostgresHarness(this::slowToNotice)) {
            Subscription lost = harness.connect().pubSub().subscribe("news");
            harness.cutSubscriptions();

            assertThatThrownBy(lost::poll).isInstanceOf(CoordinationUnavailableException.class);
        } finally {
            mayNotice.countDown();
        }
    }

    @Test
    void pendingNoticesTheLoss() {
        try (PostgresHarness harness = new PostgresHarness(this::slowToNotice)) {
            Subscription lost = harness.connect().pubSub().subscribe("news");
            harness.cutSubscriptions();

            assertThatThrownBy(lost::pending).isInstanceOf(CoordinationUnavailableException.class);
        } finally {
            mayNotice.countDown();
        }
    }

    /**
     * Returns a source whose first connection receives nothing, not even its end, until {@link #mayNotice} is counted
     * down.
     */
    private DataSource slowToNotice(DataSource source) {
        return proxy(DataSource.class, (proxy, method, arguments) -> {
            Object result = call(source, method, arguments);
            return result instanceof Connection connection && first.getAndSet(false)
                    ? slowToNotice(connection)
                    : result;
        });
    }

    private Connection slowToNotice(Connection connection) {
        return proxy(Connection.class, (proxy, method, arguments) -> {
            Object result = call(connection, method, arguments);
            return result instanceof PGConnection receiving && method.getName().equals("unwrap")
                    ? slowToNotice(receiving)
                    : result;
        });
    }

    private PGConnection slowToNotice(PGConnection receiving) {
        return proxy(PGConnection.class, (proxy, method, arguments) -> {
            if (method.getName().equals("getNotifications")) {
                mayNotice.await();
            }
            return call(receiving, method, arguments);
        });
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private static Object call(Object target, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
