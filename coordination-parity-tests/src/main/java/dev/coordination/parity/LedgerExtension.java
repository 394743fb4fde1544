// SPDX-License-Identifier: Apache-2.0
package dev.coordination.parity;

import dev.coordination.redis.test.SharedRedisServer;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.opentest4j.TestAbortedException;

/**
 * Applies the {@link Ledger} to the contract: a failed test of a listed rule is reported as skipped, with the reason, and a
 * class fails if none of the tests of a listed rule fails.
 */
class LedgerExtension implements BeforeTestExecutionCallback, TestExecutionExceptionHandler, AfterAllCallback {

    private static final Namespace NAMESPACE = Namespace.create(LedgerExtension.class);

    private final Ledger ledger;
    private final Function<ExtensionContext, String> adapter;

    /**
     * Creates the extension.
     *
     * @param adapter returns the description of the harness of a test
     */
    LedgerExtension(Ledger ledger, Function<ExtensionContext, String> adapter) {
        this.ledger = ledger;
        this.adapter = adapter;
    }

    /** Creates the extension for the contract on a {@link SharedRedisServer}. Called by JUnit. */
    LedgerExtension() {
        this(
                Ledger.ofThisProject(),
                context -> "Redis adapter on " + SharedRedisServer.of(context).description());
    }

    /** The entries for the adapter of one class, and the rules that were tested. */
    private record Entries(Ledger.Page page, Set<String> tested) {}

    private Entries of(ExtensionContext context) {
        ExtensionContext top = context;
        while (!top.getEnclosingTestClasses().isEmpty() || top.getTestMethod().isPresent()) {
            top = top.getParent().orElseThrow();
        }
        return top.getStore(NAMESPACE)
                .getOrComputeIfAbsent(
                        Entries.class,
                        type -> new Entries(
                                ledger.page(adapter.apply(context), Divergence.Where.CONTRACT),
                                ConcurrentHashMap.newKeySet()),
                        Entries.class);
    }

    @Override
    public void beforeTestExecution(ExtensionContext context) {
        of(context).tested().addAll(context.getTags());
    }

    @Override
    public void handleTestExecutionException(ExtensionContext context, Throwable thrown) throws Throwable {
        Ledger.Page page = of(context).page();
        for (String rule : context.getTags()) {
            if (page.meet(rule).isPresent()) {
                throw new TestAbortedException(
                        "a known divergence: " + page.meet(rule).orElseThrow(), thrown);
            }
        }
        throw thrown;
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (!context.getEnclosingTestClasses().isEmpty()) {
            return;
        }
        Entries entries = of(context);
        List<Divergence> stale = entries.page().unmet().stream()
                .filter(entry -> entries.tested().stream().anyMatch(entry::covers))
                .toList();
        if (!stale.isEmpty()) {
            throw new AssertionError(stale.stream()
                    .map(Divergence::toString)
                    .collect(Collectors.joining("\n", "listed in the ledger but no longer different:\n", "")));
        }
    }
}
