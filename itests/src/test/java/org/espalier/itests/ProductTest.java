package org.espalier.itests;

import static org.junit.Assert.fail;
import static org.ops4j.pax.exam.CoreOptions.bundle;
import static org.ops4j.pax.exam.CoreOptions.frameworkProperty;
import static org.ops4j.pax.exam.CoreOptions.frameworkStartLevel;
import static org.ops4j.pax.exam.CoreOptions.junitBundles;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import javax.inject.Inject;
import org.espalier.launcher.StartLevel;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;

/**
 * A framework with exactly the bundles that ship, and with folders of configurations and plug-ins
 * of the test's own.
 */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public abstract class ProductTest {
    private static final long PATIENCE_MILLIS = 20_000;

    @Inject protected BundleContext context;

    /** Called outside the framework, before it starts. */
    @Configuration
    public Option[] product() throws Exception {
        Path folder = Path.of(System.getProperty("espalier.itests"), getClass().getSimpleName());
        delete(folder);
        Path config = Files.createDirectories(folder.resolve("config"));
        Path deploy = Files.createDirectories(folder.resolve("deploy"));
        prepare(folder);
        List<Option> options = new ArrayList<>();
        options.add(junitBundles());
        options.add(frameworkStartLevel(StartLevel.COMMAND));
        for (Path jar : Product.bundles()) {
            String name = Product.symbolicName(jar);
            if (!isThereAtTheStart(name)) {
                continue;
            }
            var option = bundle("reference:" + jar.toUri()).startLevel(StartLevel.of(name));
            boolean fragment =
                    Product.manifest(jar).getMainAttributes().getValue("Fragment-Host") != null;
            // a person's terminal is not there
            if (StartLevel.of(name) < StartLevel.INTERACTIVE) {
                options.add(fragment ? option.noStart() : option);
            }
        }
        options.add(frameworkProperty("org.apache.felix.http.require.config").value("true"));
        Map.of(
                        "espalier.home",
                        Product.HOME.toString(),
                        "espalier.config",
                        config.toString(),
                        "espalier.deploy",
                        deploy.toString(),
                        "felix.fileinstall.dir",
                        deploy + "," + config,
                        "felix.fileinstall.filter",
                        ".*\\.(jar|json)",
                        "felix.fileinstall.poll",
                        "200",
                        "felix.fileinstall.noInitialDelay",
                        "true",
                        "felix.fileinstall.tmpdir",
                        folder.resolve("tmp").toString(),
                        "felix.fileinstall.start.level",
                        "" + StartLevel.PLUG_IN,
                        "felix.fileinstall.log.level",
                        "2")
                .forEach((key, value) -> options.add(frameworkProperty(key).value(value)));
        return options.toArray(Option[]::new);
    }

    /** Whether a bundle that ships is installed when the framework starts. */
    protected boolean isThereAtTheStart(String symbolicName) {
        return true;
    }

    /** Puts what the test wants to be there at the start. */
    protected void prepare(Path folder) throws Exception {
        // nothing by default
    }

    /** The folder with {@code config/} and {@code deploy/}. */
    protected Path folder() {
        return Path.of(context.getProperty("espalier.config")).getParent();
    }

    /** Puts a file in its place at once, as a person should. */
    protected static void put(Path file, String text) throws IOException {
        Path beside = file.resolveSibling("." + file.getFileName() + ".tmp");
        Files.writeString(beside, text);
        Files.move(beside, file, java.nio.file.StandardCopyOption.ATOMIC_MOVE);
    }

    /** The service that is there now. */
    protected <T> T service(Class<T> type, String filter) throws InvalidSyntaxException {
        return context.getServiceReferences(type, filter).stream()
                .max(Comparator.naturalOrder())
                .map(context::getService)
                .orElse(null);
    }

    /** Waits until it holds; the message says what did not come true. */
    protected static void await(String what, Callable<Boolean> holds) throws Exception {
        long end = System.currentTimeMillis() + PATIENCE_MILLIS;
        while (!holds.call()) {
            if (System.currentTimeMillis() > end) {
                fail("not within " + PATIENCE_MILLIS + " ms: " + what);
            }
            Thread.sleep(50);
        }
    }

    protected static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
