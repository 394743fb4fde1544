package dev.coordination.junit.contract;

class HistoryOnMemoryTest extends HistoryContract {
    @Override
    protected CoordinationHarness harness() {
        return new MemoryHarness();
    }
}
