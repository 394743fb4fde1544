// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore;

import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.ReflectionSupport;

/** A method of a test class that is called once in each schedule. */
final class ScheduleMethod {

    private final Method method;

    /** The functions that return the arguments; null if another extension provides one of them. */
    private final @Nullable List<Function<Nodes, Object>> arguments;

    ScheduleMethod(Method method) {
        this.method = method;
        arguments = arguments(method);
    }

    private static @Nullable List<Function<Nodes, Object>> arguments(Method method) {
        List<Function<Nodes, Object>> all = new ArrayList<>();
        for (Parameter parameter : method.getParameters()) {
            Optional<ExploredParameter> provided = ExploredParameter.of(parameter);
            if (provided.isEmpty()) {
                return null;
            }
            String node = provided.get()
                    .node(parameter, AnnotationSupport.findAnnotation(parameter, dev.coordination.junit.Node.class));
            all.add(nodes -> provided.get().from(nodes, node));
        }
        return all;
    }

    Method method() {
        return method;
    }

    /**
     * Calls the method, and throws what it throws.
     *
     * @param context resolves the arguments that other extensions provide
     */
    void call(Object instance, Nodes nodes, ExtensionContext context) {
        if (arguments == null) {
            context.getExecutableInvoker().invoke(method, instance);
        } else {
            ReflectionSupport.invokeMethod(
                    method,
                    instance,
                    arguments.stream().map(argument -> argument.apply(nodes)).toArray());
        }
    }
}
