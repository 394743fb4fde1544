// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ReflectionSupport;

/** The values of the fields of a test instance, as its constructor left them. */
final class TestInstanceState {

    private final Object instance;
    private final Map<Field, Optional<Object>> fields = new LinkedHashMap<>();

    TestInstanceState(Object instance) {
        this.instance = instance;
        ReflectionSupport.findFields(
                        instance.getClass(),
                        field -> !Modifier.isStatic(field.getModifiers()),
                        HierarchyTraversalMode.TOP_DOWN)
                .forEach(field -> fields.put(field, Optional.ofNullable(value(field))));
    }

    /** Returns a field that was changed after construction. */
    Optional<Field> changed() {
        return fields.entrySet().stream()
                .filter(field -> !isSame(field.getValue().orElse(null), value(field.getKey()), field.getKey()))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /**
     * Compares two values of a field: by equality if the field is primitive, because each read boxes the value anew, otherwise by
     * identity.
     */
    private static boolean isSame(@Nullable Object before, @Nullable Object now, Field field) {
        return field.getType().isPrimitive() ? Objects.equals(before, now) : before == now;
    }

    /** Returns the value of a field, or null if it cannot be read. */
    private @Nullable Object value(Field field) {
        return ReflectionSupport.tryToReadFieldValue(field, instance)
                .toOptional()
                .orElse(null);
    }
}
