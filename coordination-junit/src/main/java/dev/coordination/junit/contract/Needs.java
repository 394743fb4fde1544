package dev.coordination.junit.contract;

import dev.coordination.junit.harness.Capability;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The capabilities that a test of the contract needs; without them it is skipped, with the reason.
 *
 * @since 0.1.0
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface Needs {

    /**
     * Returns the capabilities, all of which are needed.
     *
     * @return the capabilities
     * @since 0.1.0
     */
    Capability[] value();
}
