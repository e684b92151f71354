package org.espalier.api.files;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The digest that everything is known by that must be told apart: files, settings, photographs. */
public final class Sha256 {
    private Sha256() {}

    /** A new one. */
    public static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java runtime has SHA-256", e);
        }
    }
}
