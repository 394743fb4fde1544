package dev.coordination.junit.contract;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.opentest4j.TestAbortedException;

/** Makes every failure of the contract say which rule was broken, and by which adapter. */
final class ContractExtension implements TestExecutionExceptionHandler {

    /** JUnit creates it. */
    ContractExtension() {}

    @Override
    public void handleTestExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        if (failure instanceof TestAbortedException) {
            throw failure;
        }
        String adapter = ((ContractArea) context.getRequiredTestInstance()).harness.description();
        throw new ContractViolation(context.getTags(), adapter, failure);
    }
}
