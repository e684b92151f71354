package org.espalier.diagnosis;

/**
 * One thing that was looked at.
 *
 * @param state whether it is well
 * @param what was looked at, in a word: {@code engine}
 * @param found in a sentence; where it is not well, also what to do about it
 */
public record Finding(State state, String what, String found) {
    /** How it is. */
    public enum State {
        /** Well. */
        OK,
        /** Something to know that need not be mended. */
        NOTE,
        /** To be mended. */
        BAD
    }

    static Finding ok(String what, String found) {
        return new Finding(State.OK, what, found);
    }

    static Finding note(String what, String found) {
        return new Finding(State.NOTE, what, found);
    }

    static Finding bad(String what, String found) {
        return new Finding(State.BAD, what, found);
    }

    /** Well, or to be mended. */
    static Finding check(boolean ok, String what, String found) {
        return ok ? ok(what, found) : bad(what, found);
    }
}
