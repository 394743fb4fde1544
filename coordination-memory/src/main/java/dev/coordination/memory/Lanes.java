package dev.coordination.memory;

/** Spreads threads over pieces of something that they would otherwise meet at. */
final class Lanes {

    /** How many; a power of two. */
    static final int COUNT = 8;

    /** Threads are numbered as they are made: those that are made together get lanes that do not lie side by side in memory. */
    private static final int APART = 3;

    private Lanes() {}

    /** Returns the lane of the calling thread, always the same. */
    static int own() {
        return (int) Thread.currentThread().getId() * APART & COUNT - 1;
    }
}
