package org.espalier.runs;

/** How far a run is. */
public enum RunState {
    /** It came to its end. */
    FINISHED,
    /** A process is at it. */
    RUNNING,
    /** Nobody is at it; asked for again, it goes on. */
    INTERRUPTED;

    /** As tables and files spell it: lower case. */
    @Override
    public String toString() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
