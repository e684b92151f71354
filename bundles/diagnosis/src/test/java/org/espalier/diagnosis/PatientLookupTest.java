package org.espalier.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.espalier.testing.FakeFramework;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;

@Timeout(20)
class PatientLookupTest {
    private final CountDownLatch never = new CountDownLatch(1);
    private final CountDownLatch interrupted = new CountDownLatch(1);

    @SuppressWarnings("unchecked")
    private final ServiceReference<String> reference =
            FakeFramework.fake(ServiceReference.class, (method, args) -> null);

    private PatientLookup lookup(long millis, boolean hangs) {
        BundleContext context =
                FakeFramework.fake(
                        BundleContext.class, (method, args) -> hangs ? hang() : "a service");
        return new PatientLookup(context, millis);
    }

    private String hang() {
        try {
            never.await();
        } catch (InterruptedException e) {
            interrupted.countDown();
        }
        return null;
    }

    @AfterEach
    void forgetInterrupts() {
        Thread.interrupted();
    }

    @Test
    void aServiceThatIsMadeIsHanded() {
        assertEquals(Optional.of("a service"), lookup(10_000, false).get(reference, "it"));
    }

    @Test
    void oneThatHangsIsInterruptedAndIsNotThere() throws InterruptedException {
        assertEquals(Optional.empty(), lookup(50, true).get(reference, "it"));
        assertTrue(interrupted.await(10, TimeUnit.SECONDS), "its thread is free again");
    }

    @Test
    void anInterruptOfTheCallerEndsTheWait() throws InterruptedException {
        Thread.currentThread().interrupt();
        assertThrows(CancellationException.class, () -> lookup(10_000, true).get(reference, "it"));
        assertTrue(Thread.interrupted(), "the interrupt is passed on");
        assertTrue(interrupted.await(10, TimeUnit.SECONDS), "its thread is free again");
    }
}
