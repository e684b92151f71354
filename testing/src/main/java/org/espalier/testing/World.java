package org.espalier.testing;

import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/**
 * The class path of the test loaded anew: as in another framework of the process, or as a bundle
 * after it was refreshed.
 */
public final class World extends URLClassLoader {
    /** All classes anew, but for those of the JDK. */
    public World() throws IOException {
        super(classPath(), ClassLoader.getPlatformClassLoader());
    }

    private static URL[] classPath() throws IOException {
        List<URL> path = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            path.add(Path.of(entry).toUri().toURL());
        }
        return path.toArray(URL[]::new);
    }

    /**
     * Calls a new object of a class of this world.
     *
     * @param type its twin outside, with a public constructor that takes nothing
     * @return of a type that both worlds share, such as those of the JDK
     */
    public Object call(Class<? extends Callable<?>> type) throws Exception {
        return ((Callable<?>) loadClass(type.getName()).getDeclaredConstructor().newInstance())
                .call();
    }
}
