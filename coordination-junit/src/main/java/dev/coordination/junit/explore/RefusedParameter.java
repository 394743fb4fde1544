// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore;

import dev.coordination.junit.harness.TimeControl;
import dev.coordination.memory.FakeClock;
import dev.coordination.memory.MemoryBackend;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Parameter;
import java.util.Map;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.commons.support.AnnotationSupport;

/** The parameters that an explored test must not have, because what they do would not be part of the schedule. */
final class RefusedParameter {

    private static final Map<Class<?>, String> REASONS = Map.of(
            FakeClock.class,
            "the schedule decides when time passes; use Nodes.advance, or a java.time.Clock to read the time",
            TimeControl.class,
            "the schedule decides when time passes; use Nodes.advance, or a java.time.Clock to read the time",
            MemoryBackend.class,
            "calls on its handles would not be part of the schedule; use Nodes.node for another handle");

    private RefusedParameter() {}

    static boolean is(Parameter parameter) {
        return REASONS.containsKey(parameter.getType());
    }

    /** Returns the exception that explains why a parameter is refused. */
    static ParameterResolutionException exception(Parameter parameter) {
        return new ParameterResolutionException("parameter [" + parameter + "] of ["
                + parameter.getDeclaringExecutable() + "]: an exploration does not provide "
                + parameter.getType().getSimpleName() + ", because " + REASONS.get(parameter.getType()));
    }

    /** Returns whether a parameter or a field is a temporary directory, which would be the same in every schedule. */
    static boolean isTempDir(AnnotatedElement annotated) {
        return AnnotationSupport.isAnnotated(annotated, TempDir.class);
    }
}
