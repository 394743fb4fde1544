// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;

/**
 * Fails with a clear message if JUnit is too old for {@link OnEveryAdapter}. The annotation registers this extension
 * before {@link OnEveryAdapterExtension}, which cannot be loaded on an older version.
 */
final class OnEveryAdapterRequirement implements Extension {

    /** Checks that this version of JUnit has class templates. */
    OnEveryAdapterRequirement() {
        try {
            Class.forName("org.junit.jupiter.api.ClassTemplate", false, Test.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new ExtensionConfigurationException("@OnEveryAdapter needs JUnit 5.13 or later, but found "
                    + found()
                    + ": import a later org.junit:junit-bom; in a Maven project with Spring Boot's parent, set the"
                    + " property junit-jupiter.version");
        }
    }

    private static String found() {
        @Nullable String version = Test.class.getPackage().getImplementationVersion();
        return version == null ? "an older one" : version;
    }
}
