package org.espalier.command.product;

import java.util.List;
import org.espalier.api.engine.WeightStore;
import org.espalier.shell.Names;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The backbones whose weights can be fetched. */
@Component(property = "kind=backbone")
public final class BackboneNames implements Names {
    private final WeightStore weights;

    /** With the store that knows them. */
    @Activate
    public BackboneNames(@Reference WeightStore weights) {
        this.weights = weights;
    }

    @Override
    public List<String> now() {
        return weights.known();
    }
}
