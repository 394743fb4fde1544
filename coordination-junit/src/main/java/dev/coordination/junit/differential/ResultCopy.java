// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.differential;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * A copy of a result, because the result may be a live view or a shared array. It is formatted only if there is a difference.
 *
 * @param content the bytes, or a copy of a set or a map
 */
record ResultCopy(Object content) {

    static ResultCopy of(Object result) {
        if (result instanceof byte[] bytes) {
            return new ResultCopy(new Bytes(bytes.clone()));
        }
        if (result instanceof Map<?, ?> map) {
            Map<Object, Object> copy = new HashMap<>();
            map.forEach((key, value) -> copy.put(key, value instanceof Map<?, ?> inner ? new HashMap<>(inner) : value));
            return new ResultCopy(copy);
        }
        return new ResultCopy(new HashSet<>((Set<?>) result));
    }

    @Override
    public String toString() {
        return content instanceof Bytes bytes ? Literals.of(bytes.array()) : Literals.ofUnordered(content);
    }
}
