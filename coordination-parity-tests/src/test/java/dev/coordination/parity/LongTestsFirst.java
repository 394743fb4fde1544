// SPDX-License-Identifier: Apache-2.0
package dev.coordination.parity;

import java.util.Comparator;
import org.junit.jupiter.api.ClassOrderer;
import org.junit.jupiter.api.ClassOrdererContext;
import org.junit.jupiter.api.Order;

/**
 * Begins with the classes that have an {@link Order}, which run for minutes, so that no such class is left to run alone at the
 * end. The order of the others is random.
 */
final class LongTestsFirst implements ClassOrderer {

    private final ClassOrderer random = new ClassOrderer.Random();

    @Override
    public void orderClasses(ClassOrdererContext context) {
        random.orderClasses(context);
        context.getClassDescriptors()
                .sort(Comparator.comparingInt(described ->
                        described.findAnnotation(Order.class).map(Order::value).orElse(Order.DEFAULT)));
    }
}
