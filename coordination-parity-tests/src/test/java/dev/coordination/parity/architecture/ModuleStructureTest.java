// SPDX-License-Identifier: Apache-2.0
package dev.coordination.parity.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

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
import dev.coordination.recipes.LeaderElector;
import dev.coordination.redis.RedisCoordination;
import dev.coordination.redis.server.RedisServers;
import dev.coordination.redis.test.RedisHarness;
import dev.coordination.shedlock.CoordinationLockProvider;
import dev.coordination.spring.integration.Sleeper;
import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks the packages of each module. A module is identified by one of its classes. */
@Tag("one-jdk")
class ModuleStructureTest {

    /** The modules with a descriptor. */
    private static final List<Class<?>> NAMED = List.of(
            DistributedCoordination.class,
            MemoryBackend.class,
            RedisCoordination.class,
            LeaderElector.class,
            CoordinationLockProvider.class,
            Sleeper.class,
            CoordinationExtension.class);

    private static final Map<Class<?>, JavaClasses> CLASSES = new ConcurrentHashMap<>();

    @ParameterizedTest
    @ValueSource(
            classes = {
                DistributedCoordination.class,
                MemoryBackend.class,
                RedisCoordination.class,
                LeaderElector.class,
                CoordinationLockProvider.class,
                Sleeper.class,
                CoordinationExtension.class,
                RedisServers.class,
                RedisHarness.class,
                ParityReport.class
            })
    void packagesDependOnEachOtherInOneDirection(Class<?> inModule) {
        slices().matching("(**)").should().beFreeOfCycles().check(classesOf(inModule));
    }

    @ParameterizedTest
    @FieldSource("NAMED")
    void publicClassesOfPackagesThatAreNotExportedAreUsedByOtherPackages(Class<?> inModule) {
        classes()
                .that(isPublicAndNotExportedBy(inModule))
                .should(beUsedByAnotherPackage())
                .allowEmptyShould(true) // A module may export all its packages.
                .check(classesOf(inModule));
    }

    /** Maven cannot read the module descriptors, so the pom repeats which packages are not exported. */
    @Test
    void thePomListsExactlyThePackagesThatAreNotExported() throws IOException {
        String pom = Files.readString(Path.of("..", "pom.xml"));
        Set<String> hidden = NAMED.stream()
                .map(ModuleStructureTest::descriptor)
                .flatMap(module -> module.packages().stream()
                        .filter(name -> !exportedPackages(module).contains(name)))
                .collect(Collectors.toSet());

        assertThat(hidden).isNotEmpty();
        assertThat(found("<exclude>(dev\\.coordination\\.[a-z.]+)</exclude>", pom))
                .as("packages that japicmp excludes")
                .containsExactlyInAnyOrderElementsOf(hidden);
        assertThat(found("-Xdoclint/package:([^<]+)<", pom).flatMap(list -> Stream.of(list.split(","))))
                .as("packages that doclint excludes")
                .containsExactlyInAnyOrderElementsOf(
                        hidden.stream().map(name -> "-" + name).toList());
    }

    private static Stream<String> found(String regex, String text) {
        return Pattern.compile(regex).matcher(text).results().map(match -> match.group(1));
    }

    private static JavaClasses classesOf(Class<?> inModule) {
        return CLASSES.computeIfAbsent(inModule, type -> new ClassFileImporter().importUrl(location(type)));
    }

    private static URL location(Class<?> inModule) {
        return inModule.getProtectionDomain().getCodeSource().getLocation();
    }

    private static DescribedPredicate<JavaClass> isPublicAndNotExportedBy(Class<?> inModule) {
        Set<String> exported = exportedPackages(descriptor(inModule));
        return DescribedPredicate.describe(
                "are public in a package other than " + exported,
                type -> type.isTopLevelClass()
                        && type.getModifiers().contains(JavaModifier.PUBLIC)
                        && !exported.contains(type.getPackageName()));
    }

    private static Set<String> exportedPackages(ModuleDescriptor module) {
        return module.exports().stream()
                .filter(exported -> !exported.isQualified())
                .map(ModuleDescriptor.Exports::source)
                .collect(Collectors.toSet());
    }

    private static ModuleDescriptor descriptor(Class<?> inModule) {
        try {
            return ModuleFinder.of(Path.of(location(inModule).toURI())).findAll().stream()
                    .map(ModuleReference::descriptor)
                    .findFirst()
                    .orElseThrow();
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
