package dev.coordination.memory;

/** Frees nothing, so that the test frees expired entries itself. */
class NoFreeing implements Freeing {

    @Override
    public void start() {}

    @Override
    public void mayExpire() {}

    @Override
    public void stop() {}
}
