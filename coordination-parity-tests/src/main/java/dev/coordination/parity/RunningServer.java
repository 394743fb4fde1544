package dev.coordination.parity;

import java.net.URI;
import java.util.concurrent.atomic.AtomicBoolean;

/** A server that was started and is stopped on close. */
final class RunningServer implements RedisServer {

    private final URI uri;
    private final String description;
    private final Runnable stop;
    private final AtomicBoolean closed = new AtomicBoolean();

    private RunningServer(URI uri, String description, Runnable stop) {
        this.uri = uri;
        this.description = description;
        this.stop = stop;
    }

    /** Asks a server that was just started what it is; one that will not do is stopped again. */
    static RedisServer check(URI uri, String startedBy, Runnable stop) throws NoServerException {
        try {
            return new RunningServer(uri, ServerVersion.of(uri, startedBy) + " (" + startedBy + ")", stop);
        } catch (NoServerException | RuntimeException e) {
            stop.run();
            throw e;
        }
    }

    @Override
    public URI uri() {
        return uri;
    }

    @Override
    public String description() {
        return description;
    }

    @Override
    public boolean isOwned() {
        return true;
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            stop.run();
        }
    }

    @Override
    public String toString() {
        return description;
    }
}
