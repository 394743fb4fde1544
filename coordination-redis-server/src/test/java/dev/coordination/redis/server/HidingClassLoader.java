// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis.server;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** Loads everything on the class path except for the classes whose names begin with one of the given prefixes. */
public final class HidingClassLoader extends URLClassLoader {

    private final List<String> hidden;

    public HidingClassLoader(String... hidden) {
        super(classPath(), ClassLoader.getPlatformClassLoader());
        this.hidden = List.of(hidden);
    }

    private static URL[] classPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(HidingClassLoader::url)
                .toArray(URL[]::new);
    }

    private static URL url(String entry) {
        try {
            return Path.of(entry).toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException(entry, e);
        }
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        if (hidden.stream().anyMatch(name::startsWith)) {
            throw new ClassNotFoundException(name);
        }
        return super.findClass(name);
    }
}
