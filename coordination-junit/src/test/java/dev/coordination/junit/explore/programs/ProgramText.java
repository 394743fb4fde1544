// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore.programs;

/** Prints generated programs as code. */
final class ProgramText {

    private ProgramText() {}

    static String of(GeneratedProgram program) {
        Lines lines = new Lines();
        lines.add("// log: "
                + (program.catching()
                        ? "an actor logs CoordinationUnavailableException and continues"
                        : "CoordinationUnavailableException ends the actor"));
        lines.begin(program.conditions() + ".check(nodes -> {");
        lines.add("Node reader = nodes.node(\"reader\");");
        if (program.preset()) {
            lines.add("reader.cache().setText(\"k\", \"1\");");
        }
        if (program.watched()) {
            lines.begin("nodes.always(\"looks at both keys\", () -> {");
            lines.add("both |= reader.cache().get(\"k\").isPresent() && reader.cache().get(\"l\").isPresent();");
            lines.add("return true;");
            lines.end("});");
        }
        for (NodeProgram node : program.nodePrograms()) {
            prepare(lines, node);
        }
        lines.begin("nodes.run(");
        for (NodeProgram node : program.nodePrograms()) {
            node.print(lines);
        }
        lines.end(");");
        program.afterwards().print(lines, program.again());
        lines.end("});");
        return lines.toString();
    }

    private static void prepare(Lines lines, NodeProgram program) {
        String name = program.name();
        if (program.subscribes()) {
            lines.add(name + "Memory.subscription = nodes.node(\"" + name + "\").pubSub().subscribe(\"c\");");
        }
        if (program.listens()) {
            lines.begin("nodes.node(\"" + name + "\").pubSub().subscribe(List.of(Topic.channel(\"c\")), message -> {");
            lines.add("log(message.text());");
            program.listener().forEach(code -> code.print(lines, name));
            lines.end("});");
        }
    }
}
