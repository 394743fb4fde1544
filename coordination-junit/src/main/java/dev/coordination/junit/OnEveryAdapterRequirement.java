package dev.coordination.junit;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;

/**
 * Says which JUnit {@link OnEveryAdapter} needs, where the one that runs the tests is older. The annotation registers it
 * before {@link OnEveryAdapterExtension}, which cannot be loaded there.
 *
 * @since 0.1.0
 */
public final class OnEveryAdapterRequirement implements Extension {

    /**
     * Checks that there are class templates; JUnit calls it.
     *
     * @throws ExtensionConfigurationException if there are none
     * @since 0.1.0
     */
    public OnEveryAdapterRequirement() {
        try {
            Class.forName("org.junit.jupiter.api.ClassTemplate", false, Test.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new ExtensionConfigurationException("@OnEveryAdapter needs JUnit 5.13 or later, but found "
                    + found() + ": import a later org.junit:junit-bom; in a Maven project on Spring Boot's parent the"
                    + " property junit-jupiter.version does it");
        }
    }

    private static String found() {
        @Nullable String version = Test.class.getPackage().getImplementationVersion();
        return version == null ? "an older one" : version;
    }
}
