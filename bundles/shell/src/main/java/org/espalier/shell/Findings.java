package org.espalier.shell;

import java.io.PrintStream;

/** What the doctor found. */
final class Findings {
    private final Table table = new Table();
    private int bad;

    void check(boolean ok, String what, String found) {
        if (ok) {
            table.row("ok", what, found);
        } else {
            bad(what, found);
        }
    }

    void bad(String what, String found) {
        bad++;
        table.row("BAD", what, found);
    }

    /** Something to know that need not be mended. */
    void note(String what, String found) {
        table.row("note", what, found);
    }

    /**
     * The findings.
     *
     * @param out where they go when something is bad
     * @throws Incomplete then, with how many
     */
    String text(PrintStream out) throws Incomplete {
        if (bad == 0) {
            return table.toString();
        }
        out.print(table);
        throw new Incomplete(bad + " to be mended, see BAD above");
    }
}
