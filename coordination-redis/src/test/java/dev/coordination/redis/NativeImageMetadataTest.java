// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Compares the metadata for GraalVM's native-image with the code: exactly what is looked up by reflection or loaded as a resource
 * is listed. What is looked up is read from the sources.
 */
class NativeImageMetadataTest {

    private static final String METADATA = "/META-INF/native-image/dev.coordination/coordination-redis/";
    private static final Path SOURCES = Path.of("src", "main", "java", "dev", "coordination", "redis");
    private static final Path RESOURCES = Path.of("src", "main", "resources", "dev", "coordination", "redis");

    private static final Pattern IMPORT = Pattern.compile("import ([\\w.]+\\.(\\w+));");
    private static final Pattern FOR_NAME = Pattern.compile("Class<\\?> (\\w+) = Class\\.forName\\(\"([^\"]+)\"\\)");
    private static final Pattern FIELD = Pattern.compile("(?<!\\.)field\\((\\w+)\\.class, \"(\\w+)\"");
    private static final Pattern METHOD =
            Pattern.compile("(\\w+)(?:\\.class)?\\.getMethod\\(\"(\\w+)\"((?:, \\w+\\.class)*)\\)");

    /** What the metadata must list, or what the patterns above must recognize. */
    private static final Pattern LOOKUP = Pattern.compile("\\.(?:forName|get(?:Declared)?(?:Field|Method|Constructor)s?"
            + "|getResource(?:AsStream)?|newProxyInstance|loadClass)\\(|ServiceLoader|MethodHandles");

    /** The methods that call the API with what they are passed. */
    private static final List<String> HELPERS = List.of(
            "type.getDeclaredField(name)",
            "LuaScript.class.getResourceAsStream(file)",
            "Connection.class.getResourceAsStream(\"pom.properties\")");

    @Test
    void everyMemberThatIsLookedUpIsListedAndNoOther() throws IOException {
        Set<String> lookedUp = new TreeSet<>();
        for (Map.Entry<String, String> source : sources().entrySet()) {
            membersLookedUp(source.getKey(), source.getValue(), lookedUp);
        }

        assertThat(listedMembers()).containsExactlyElementsOf(lookedUp).hasSizeGreaterThan(10);
    }

    @Test
    void everyLookupIsOfAKindThatThisTestRecognizes() throws IOException {
        sources().forEach((type, source) -> {
            String rest = source;
            for (Pattern recognized : List.of(FOR_NAME, FIELD, METHOD)) {
                rest = recognized.matcher(rest).replaceAll("");
            }
            for (String helper : HELPERS) {
                rest = rest.replace(helper, "");
            }
            assertThat(LOOKUP.matcher(rest).results().map(found -> found.group()))
                    .as("lookups in " + type)
                    .isEmpty();
        });
    }

    @Test
    void everyListedMemberExists() throws Exception {
        for (JsonElement entry : listed("reflect-config.json").getAsJsonArray()) {
            String name = entry.getAsJsonObject().get("name").getAsString();
            if (name.startsWith("java.") && Runtime.version().feature() < 21) {
                continue; // virtual threads
            }
            Class<?> type = Class.forName(name);
            for (JsonElement field : array(entry.getAsJsonObject(), "fields")) {
                assertThat(type.getDeclaredField(
                                field.getAsJsonObject().get("name").getAsString()))
                        .isNotNull();
            }
            for (JsonElement method : array(entry.getAsJsonObject(), "methods")) {
                List<Class<?>> parameters = new ArrayList<>();
                for (JsonElement parameter : array(method.getAsJsonObject(), "parameterTypes")) {
                    parameters.add(Class.forName(parameter.getAsString()));
                }
                assertThat(type.getMethod(
                                method.getAsJsonObject().get("name").getAsString(),
                                parameters.toArray(Class<?>[]::new)))
                        .isNotNull();
            }
        }
    }

    @Test
    void everyResourceThatIsLoadedIsListedAndNoOther() throws IOException {
        assertThat(LuaScript.values()).isNotEmpty();
        Set<String> loaded = new TreeSet<>(Set.of("JedisVersion: redis/clients/jedis/pom.properties"));
        for (String script : scripts()) {
            loaded.add("LuaScript: dev/coordination/redis/" + script + ".lua");
        }
        Set<String> present = new TreeSet<>(loaded);
        try (Stream<Path> files = Files.list(RESOURCES)) {
            files.forEach(file -> present.add("LuaScript: dev/coordination/redis/" + file.getFileName()));
        }
        present.add("JedisVersion: META-INF/maven/redis.clients/jedis/pom.properties");

        Set<String> listed = new TreeSet<>();
        for (JsonElement entry : listed("resource-config.json")
                .getAsJsonObject()
                .getAsJsonObject("resources")
                .getAsJsonArray("includes")) {
            Pattern pattern =
                    Pattern.compile(entry.getAsJsonObject().get("pattern").getAsString());
            String prefix = condition(entry) + ": ";
            present.stream()
                    .filter(resource -> resource.startsWith(prefix)
                            && pattern.matcher(resource.substring(prefix.length()))
                                    .matches())
                    .forEach(listed::add);
        }
        assertThat(listed).isEqualTo(loaded);
    }

    /** Returns the names of the files that the scripts consist of: the strings in the list of constants. */
    private static Set<String> scripts() throws IOException {
        String source = sources().get("LuaScript");
        String constants = source.substring(source.indexOf('{'), source.indexOf(';', source.indexOf('{')));
        return Pattern.compile("\"([^\"]+)\"")
                .matcher(constants)
                .results()
                .map(name -> name.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static void membersLookedUp(String where, String source, Set<String> members) {
        Map<String, String> types = new TreeMap<>(Map.of("Thread", "java.lang.Thread"));
        types.put("String", "java.lang.String");
        types.put("Runnable", "java.lang.Runnable");
        IMPORT.matcher(source).results().forEach(found -> types.put(found.group(2), found.group(1)));
        FOR_NAME.matcher(source).results().forEach(found -> types.put(found.group(1), found.group(2)));
        FIELD.matcher(source)
                .results()
                .forEach(found -> members.add(where + ": " + types.get(found.group(1)) + "." + found.group(2)));
        METHOD.matcher(source).results().forEach(found -> {
            String parameters = Stream.of(found.group(3).split(", "))
                    .filter(parameter -> !parameter.isEmpty())
                    .map(parameter -> types.get(parameter.replace(".class", "")))
                    .collect(Collectors.joining(", "));
            members.add(where + ": " + types.get(found.group(1)) + "." + found.group(2) + "(" + parameters + ")");
        });
    }

    private static Set<String> listedMembers() throws IOException {
        Set<String> members = new TreeSet<>();
        for (JsonElement entry : listed("reflect-config.json").getAsJsonArray()) {
            JsonObject type = entry.getAsJsonObject();
            String prefix = condition(entry) + ": " + type.get("name").getAsString() + ".";
            for (JsonElement field : array(type, "fields")) {
                members.add(prefix + field.getAsJsonObject().get("name").getAsString());
            }
            for (JsonElement method : array(type, "methods")) {
                List<String> parameters = new ArrayList<>();
                array(method.getAsJsonObject(), "parameterTypes").forEach(each -> parameters.add(each.getAsString()));
                members.add(prefix + method.getAsJsonObject().get("name").getAsString() + "("
                        + String.join(", ", parameters) + ")");
            }
        }
        return members;
    }

    /** Returns the simple name of the class that an entry is for. */
    private static String condition(JsonElement entry) {
        String type = entry.getAsJsonObject()
                .getAsJsonObject("condition")
                .get("typeReachable")
                .getAsString();
        assertThat(type).startsWith("dev.coordination.redis.");
        return type.substring("dev.coordination.redis.".length());
    }

    private static JsonArray array(JsonObject object, String name) {
        return object.has(name) ? object.getAsJsonArray(name) : new JsonArray();
    }

    private static JsonElement listed(String file) throws IOException {
        try (InputStream in = NativeImageMetadataTest.class.getResourceAsStream(METADATA + file)) {
            assertThat(in).as(file).isNotNull();
            return JsonParser.parseString(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    /** Returns the source of each class, without line breaks within calls. */
    private static Map<String, String> sources() throws IOException {
        Map<String, String> sources = new TreeMap<>();
        try (Stream<Path> files = Files.list(SOURCES)) {
            for (Path file : files.toList()) {
                Matcher name = Pattern.compile("(\\w+)\\.java")
                        .matcher(file.getFileName().toString());
                if (name.matches()) {
                    sources.put(
                            name.group(1),
                            Files.readString(file)
                                    .replaceAll("\\(\\s+", "(")
                                    .replaceAll("\\s+\\.", ".")
                                    .replaceAll("\\s+", " "));
                }
            }
        }
        return sources;
    }
}
