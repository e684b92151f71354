package org.espalier.command.product;

import java.util.List;
import org.espalier.diagnosis.Pipelines;
import org.espalier.shell.Names;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The pipelines that are configured. */
@Component(property = "kind=pipeline")
public final class PipelineNames implements Names {
    private final Pipelines pipelines;

    /** With what is known of pipelines. */
    @Activate
    public PipelineNames(@Reference Pipelines pipelines) {
        this.pipelines = pipelines;
    }

    @Override
    public List<String> now() {
        return pipelines.all().stream().map(Pipelines.Known::name).toList();
    }
}
