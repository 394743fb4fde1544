package dev.coordination.memory;

/** Leaves it to a test to free what has expired. */
final class NoFreeing implements Freeing {

    @Override
    public void start() {}

    @Override
    public void mayExpire() {}

    @Override
    public void stop() {}
}
