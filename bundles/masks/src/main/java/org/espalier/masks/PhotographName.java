package org.espalier.masks;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Ids of photographs, from how tools name them. */
public final class PhotographName {
    private static final Pattern LOCAL_FILE = Pattern.compile("[?&]d=([^&#]+)");

    /** Label Studio puts a random prefix before the name of a file that is uploaded. */
    private static final Pattern UPLOADED = Pattern.compile("/data/upload/.*/[0-9a-f]{8}-(.+)");

    private PhotographName() {}

    /** A path without its ending. */
    public static String withoutEnding(String path) {
        int dot = path.lastIndexOf('.');
        return dot > path.lastIndexOf('/') ? path.substring(0, dot) : path;
    }

    /** The name of the file at an address, without folders and ending. */
    public static String ofAddress(String address) {
        Matcher local = LOCAL_FILE.matcher(address);
        String path = local.find() ? local.group(1) : address.replaceFirst("[?#].*", "");
        try {
            path = URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            // no address but a path that holds a per cent sign
        }
        Matcher uploaded = UPLOADED.matcher(path);
        String file = uploaded.matches() ? uploaded.group(1) : path.replace('\\', '/');
        return withoutEnding(file.substring(file.lastIndexOf('/') + 1));
    }
}
