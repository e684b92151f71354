package org.espalier.benchmarks;

import java.util.ArrayList;
import java.util.List;

/** The page {@code docs/performance.md}. */
final class PerformancePage {
    private static final String BEGIN =
            """
            # Performance

            Written by `benchmarks/run`; do not edit. All figures of this page were taken in one run on one machine. Each contender
            has a process of its own, which is asked for one run after the other in turns with the others, in one order and then in the
            other, after a warm-up; so what else the machine did met all of them. Times are medians, the spread is half the distance
            between the quartiles. *Ours is* says how many times as fast as the one in the row Espalier is. Peak memory is what was ever
            resident in the process (`VmHWM`), the Java machine and its heap of at most 1 GB with it. Results are compared before times
            count: times of one whose result differs by more than the part's bound do not.

            """;

    private static final String END =
            """

            ## What is not comparable

            * Published times of pydensecrf were taken on another machine, at rest, and are the best of several runs; they are stretched
              by what the yardstick took in turns with the part (13.7 ms there). They say how things stand, not more.
            * A pipeline has no peer: nobody else runs these methods as one program. Its images per second are for comparing one
              version of Espalier with the next.
            * ONNX Runtime and PyTorch are called from Java, by their own libraries for it; numbers of Python are others.
            * The heads of CAM are random here: what was learned does not change the time.
            """;

    private PerformancePage() {}

    static String of(Results results) {
        StringBuilder page = new StringBuilder(BEGIN);
        page.append("| | |\n|---|---|\n");
        results.machine()
                .facts()
                .forEach((name, fact) -> page.append("| %s | %s |\n".formatted(name, fact)));
        page.append("\n## Figures\n\n");
        String[] head = Results.head();
        page.append(line(List.of(head))).append("|---".repeat(head.length)).append("|\n");
        results.figures()
                .forEach(
                        (part, list) ->
                                list.forEach(
                                        f ->
                                                page.append(
                                                        line(
                                                                List.of(
                                                                        Results.cells(
                                                                                part, list, f))))));
        page.append("\n## What is compared\n\n");
        results.figures()
                .forEach(
                        (part, list) ->
                                page.append(
                                        "* `%s`: %s. %s%s\n"
                                                .formatted(
                                                        part.name(),
                                                        part.title(),
                                                        part.note(),
                                                        remarks(list))));
        List<String> targets = results.targets();
        if (!targets.isEmpty()) {
            page.append("\n## Targets\n\n");
            targets.forEach(target -> page.append("* ").append(target).append('\n'));
        }
        return page.append(END).toString();
    }

    private static String line(List<String> cells) {
        return "| " + String.join(" | ", cells) + " |\n";
    }

    private static String remarks(List<Figure> list) {
        List<String> remarks = new ArrayList<>();
        list.stream()
                .filter(f -> !f.remark().isEmpty())
                .forEach(f -> remarks.add("%s: %s.".formatted(f.label(), f.remark())));
        return remarks.isEmpty() ? "" : " " + String.join(" ", remarks);
    }
}
