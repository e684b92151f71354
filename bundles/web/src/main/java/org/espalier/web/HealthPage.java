package org.espalier.web;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.espalier.diagnosis.Doctor;
import org.espalier.diagnosis.Finding;
import org.espalier.diagnosis.Pipelines;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferencePolicy;

/** What the doctor finds and which pipelines there are. Examined at most once in some seconds. */
@Component(service = HealthPage.class)
public final class HealthPage {
    private static final long KEPT_NANOS = 5_000_000_000L;

    private final Pipelines pipelines;
    private final AtomicReference<Doctor> doctor = new AtomicReference<>();
    private Health newest;
    private long examined;

    /** Called by the framework. */
    @Activate
    public HealthPage(@Reference Pipelines pipelines) {
        this.pipelines = pipelines;
    }

    /** What was found. */
    record Health(List<Finding> findings, Collection<Pipelines.Known> pipelines) {}

    /** The doctor changes whenever the engine does; the page stays on. */
    @Reference(policy = ReferencePolicy.DYNAMIC)
    void setDoctor(Doctor there) {
        doctor.set(there);
    }

    void unsetDoctor(Doctor gone) {
        doctor.compareAndSet(gone, null);
    }

    /** Starts the engine if need be. */
    synchronized Health examine() {
        if (newest == null || System.nanoTime() - examined > KEPT_NANOS) {
            Doctor there = doctor.get();
            newest =
                    new Health(
                            there == null ? List.of() : there.examine(),
                            List.copyOf(pipelines.all()));
            examined = System.nanoTime();
        }
        return newest;
    }
}
