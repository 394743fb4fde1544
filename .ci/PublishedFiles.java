// SPDX-License-Identifier: Apache-2.0
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * Checks the files of a deployment. The BOM must list exactly the published modules. Each module must have a jar, a sources
 * jar, a Javadoc jar, and a pom with everything that Maven Central requires, and nothing else. Prints what is missing or
 * superfluous, and exits with 1 if anything is.
 *
 * <p>Usage: {@code java .ci/PublishedFiles.java FOLDER}
 */
final class PublishedFiles {

    private static final String GROUP = "dev.coordination";
    private static final String BOM = "coordination-bom";
    private static final String PARENT = "coordination-parent";

    private final Path group;
    private final List<String> faults = new ArrayList<>();

    private PublishedFiles(Path folder) {
        group = folder.resolve(GROUP.replace('.', '/'));
    }

    public static void main(String[] arguments) throws Exception {
        var published = new PublishedFiles(Path.of(arguments[0]));
        Set<String> modules = published.check();
        if (!published.faults.isEmpty()) {
            published.faults.forEach(System.err::println);
            System.exit(1);
        }
        System.out.println("The deployment is complete: " + modules);
    }

    private Set<String> check() throws Exception {
        Set<String> modules = modulesOfBom();
        Set<String> expected = new TreeSet<>(modules);
        expected.addAll(List.of(BOM, PARENT));
        if (!expected.equals(directories())) {
            faults.add("Expected the parent, the BOM and its modules, " + expected + ", but found: " + directories());
        }
        for (String pom : List.of(PARENT, BOM)) {
            checkMetadata(pom);
            checkNoOtherFiles(pom, ".pom");
        }
        for (String module : modules) {
            checkMetadata(module);
            checkDependencies(module, modules);
            checkEntry(module, ".jar", ".class");
            checkEntry(module, "-sources.jar", ".java");
            checkEntry(module, "-javadoc.jar", "index.html");
            checkNoOtherFiles(module, ".pom", ".jar", "-sources.jar", "-javadoc.jar");
        }
        return modules;
    }

    private Set<String> modulesOfBom() throws Exception {
        Element bom = pom(BOM);
        if (child(bom, "parent").isPresent()) {
            faults.add(BOM + " has a parent, so its users would also import the parent's managed versions");
        }
        Set<String> modules = new TreeSet<>();
        for (Element managed : children(child(child(bom, "dependencyManagement").orElseThrow(), "dependencies").orElseThrow())) {
            if (!text(managed, "groupId").equals(GROUP)) {
                faults.add(BOM + " manages the version of another project: " + text(managed, "groupId"));
            }
            modules.add(text(managed, "artifactId"));
        }
        if (modules.isEmpty()) {
            faults.add(BOM + " manages no module");
        }
        return modules;
    }

    private Set<String> directories() throws IOException {
        try (var found = Files.list(group)) {
            return found.filter(Files::isDirectory)
                    .map(directory -> directory.getFileName().toString())
                    .collect(TreeSet::new, Set::add, Set::addAll);
        }
    }

    /** Modules inherit everything but the name and the description from the parent. */
    private void checkMetadata(String module) throws Exception {
        Element pom = pom(module);
        for (String own : List.of("name", "description")) {
            if (text(pom, own).isBlank()) {
                faults.add(module + " has no " + own);
            }
        }
        Element inherited = child(pom, "parent").isPresent() ? pom(PARENT) : pom;
        if (!text(inherited, "url").startsWith("https://")) {
            faults.add(module + " has no url");
        }
        requireEach(module, inherited, "licenses", "name", "url");
        requireEach(module, inherited, "developers", "name", "url");
        for (String part : List.of("connection", "developerConnection", "url")) {
            if (child(inherited, "scm").map(scm -> text(scm, part)).orElse("").isBlank()) {
                faults.add(module + " has no " + part + " in scm");
            }
        }
    }

    private void requireEach(String module, Element pom, String list, String... parts) {
        List<Element> entries = child(pom, list).map(PublishedFiles::children).orElse(List.of());
        if (entries.isEmpty()) {
            faults.add(module + " has no " + list);
        }
        for (Element entry : entries) {
            for (String part : parts) {
                if (text(entry, part).isBlank()) {
                    faults.add(module + " has no " + part + " in " + list);
                }
            }
        }
    }

    /** Users could not resolve a module with a dependency that is not published. */
    private void checkDependencies(String module, Set<String> modules) throws Exception {
        for (Element dependency : child(pom(module), "dependencies").map(PublishedFiles::children).orElse(List.of())) {
            boolean ours = text(dependency, "groupId").equals(GROUP);
            if (ours && !text(dependency, "scope").equals("test") && !modules.contains(text(dependency, "artifactId"))) {
                faults.add(module + " needs a module that is not published: " + text(dependency, "artifactId"));
            }
        }
    }

    private void checkEntry(String module, String suffix, String ending) throws IOException {
        Optional<Path> jar = deployed(module, suffix);
        if (jar.isEmpty()) {
            faults.add(module + " has no " + suffix);
            return;
        }
        try (ZipFile zip = new ZipFile(jar.get().toFile())) {
            if (zip.stream().noneMatch(entry -> entry.getName().endsWith(ending) && entry.getSize() > 0)) {
                faults.add(jar.get() + " contains no " + ending);
            }
        }
    }

    /** Rejects other files, such as jars of tests, which are meant only for other modules of this build. */
    private void checkNoOtherFiles(String module, String... suffixes) throws IOException {
        if (!Files.isDirectory(group.resolve(module))) {
            return;
        }
        try (var found = Files.walk(group.resolve(module))) {
            found.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString())
                    .filter(name -> !name.startsWith("maven-metadata"))
                    .map(name -> name.replaceFirst("([.](asc|md5|sha1|sha256|sha512))+$", ""))
                    .distinct()
                    .filter(name -> Stream.of(suffixes).noneMatch(suffix -> isFile(name, module, suffix)))
                    .forEach(name -> faults.add(module + " has a file that is not meant for users: " + name));
        }
    }

    private Element pom(String module) throws Exception {
        Path file = deployed(module, ".pom").orElseThrow(() -> new IOException(module + " has no pom under " + group));
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile()).getDocumentElement();
    }

    /** Between the name and the suffix, a file has only the version, and a snapshot also a timestamp. */
    private static boolean isFile(String name, String module, String suffix) {
        return name.matches(module + "-[0-9.]+(-[0-9]{8}[.][0-9]{6}-[0-9]+)?" + suffix.replace(".", "[.]"));
    }

    private Optional<Path> deployed(String module, String suffix) throws IOException {
        if (!Files.isDirectory(group.resolve(module))) {
            return Optional.empty();
        }
        try (var found = Files.walk(group.resolve(module))) {
            return found.filter(file -> isFile(file.getFileName().toString(), module, suffix))
                    .findFirst();
        }
    }

    private static Optional<Element> child(Element parent, String name) {
        return children(parent).stream().filter(element -> element.getTagName().equals(name)).findFirst();
    }

    private static String text(Element parent, String name) {
        return child(parent, name).map(element -> element.getTextContent().strip()).orElse("");
    }

    private static List<Element> children(Element parent) {
        List<Element> elements = new ArrayList<>();
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element) {
                elements.add(element);
            }
        }
        return elements;
    }
}
