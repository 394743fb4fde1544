package dev.coordination.junit.contract.threads;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Holds back who comes by until the test opens it, or ends. */
public final class Gate {

    private final CountDownLatch opened = new CountDownLatch(1);

    /** Waits until it is open; a test that forgets to open it holds nobody back for ever. */
    public void pass() {
        if (!Unchecked.call(() -> opened.await(Background.AT_MOST.toMillis(), TimeUnit.MILLISECONDS))) {
            throw new IllegalStateException("the gate was not opened within " + Background.AT_MOST.toSeconds() + " s");
        }
    }

    /** Lets everybody through, now and later. */
    public void open() {
        opened.countDown();
    }
}
