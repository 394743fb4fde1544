// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis;

import dev.coordination.CoordinationException;
import dev.coordination.Message;
import dev.coordination.MessageListener;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A listener that records its calls. */
class Messages implements MessageListener {

    private final BlockingQueue<Message> messages = new LinkedBlockingQueue<>();
    private final BlockingQueue<CoordinationException> ends = new LinkedBlockingQueue<>();

    @Override
    public void onMessage(Message message) {
        messages.add(message);
    }

    @Override
    public void onEnd(CoordinationException cause) {
        ends.add(cause);
    }

    Message next() throws InterruptedException {
        return Await.inTime("a message", messages.poll(20, TimeUnit.SECONDS));
    }

    CoordinationException end() throws InterruptedException {
        return Await.inTime("the end", ends.poll(20, TimeUnit.SECONDS));
    }

    int count() {
        return messages.size();
    }

    int ends() {
        return ends.size();
    }
}
