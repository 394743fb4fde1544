// SPDX-License-Identifier: Apache-2.0
package dev.coordination.parity.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import dev.coordination.DistributedCoordination;
import dev.coordination.junit.CoordinationExtension;
import dev.coordination.memory.MemoryBackend;
import dev.coordination.parity.report.ParityReport;
import dev.coordination.redis.RedisCoordination;
import dev.coordination.redis.server.RedisServers;
import dev.coordination.redis.test.RedisHarness;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks the packages of each module. A module is given by one of its classes. */
class ModuleStructureTest {

    @ParameterizedTest
    @ValueSource(
            classes = {
                DistributedCoordination.class,
                MemoryBackend.class,
                RedisCoordination.class,
                CoordinationExtension.class,
                RedisServers.class,
                RedisHarness.class,
                ParityReport.class
            })
    void packagesDependOnEachOtherInOneDirection(Class<?> inModule) {
        slices().matching("(**)").should().beFreeOfCycles().check(classesOf(inModule));
    }

    @ParameterizedTest
    @ValueSource(
            classes = {
                DistributedCoordination.class,
                MemoryBackend.class,
                RedisCoordination.class,
                CoordinationExtension.class
            })
    void publicClassesOfPackagesThatAreNotExportedAreUsedByOtherPackages(Class<?> inModule) {
        classes()
                .that(isPublicAndNotExportedBy(inModule))
                .should(beUsedByAnotherPackage())
                .allowEmptyShould(true) // A module may export all its packages.
                .check(classesOf(inModule));
    }

    private static JavaClasses classesOf(Class<?> inModule) {
        return new ClassFileImporter().importUrl(location(inModule));
    }

    private static URL location(Class<?> inModule) {
        return inModule.getProtectionDomain().getCodeSource().getLocation();
    }

    private static DescribedPredicate<JavaClass> isPublicAndNotExportedBy(Class<?> inModule) {
        Set<String> exported = exportedPackages(inModule);
        return DescribedPredicate.describe(
                "are public in a package other than " + exported,
                type -> type.isTopLevelClass()
                        && type.getModifiers().contains(JavaModifier.PUBLIC)
                        && !exported.contains(type.getPackageName()));
    }

    private static Set<String> exportedPackages(Class<?> inModule) {
        try {
            return ModuleFinder.of(Path.of(location(inModule).toURI())).findAll().stream()
                    .map(ModuleReference::descriptor)
                    .findFirst()
                    .orElseThrow()
                    .exports()
                    .stream()
                    .map(ModuleDescriptor.Exports::source)
                    .collect(Collectors.toSet());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ArchCondition<JavaClass> beUsedByAnotherPackage() {
        return new ArchCondition<>("be used by another package") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                boolean used = type.getDirectDependenciesToSelf().stream()
                        .anyMatch(use -> !use.getOriginClass().getPackage().equals(type.getPackage()));
                events.add(new SimpleConditionEvent(type, used, type.getName() + " is used only in its own package"));
            }
        };
    }
}
