package org.espalier.pipeline.settings;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** One file of this kind is one pipeline. */
@ObjectClassDefinition(
        name = "Pipeline",
        description =
                "A data set and a method for each stage. Parameters of a stage follow its name:"
                        + " \"localizer.epochs\": 12.")
public @interface PipelineConfiguration {
    /** The factory PID: {@code config/org.espalier.pipeline~NAME.json}. */
    String PID = "org.espalier.pipeline";

    /** What a stage is that a pipeline does not have. */
    String NONE = "(method=none)";

    /** The data set, where nothing is said. */
    String DATASET = "(dataset=voc)";

    /** The localizer, where nothing is said. */
    String LOCALIZER = "(method=cam)";

    /** The evaluator, where nothing is said. */
    String EVALUATOR = "(metric=miou)";

    @AttributeDefinition(
            name = "Data set",
            description = "Filter on data set formats, used unless a run names its data")
    String dataset_target() default DATASET;

    @AttributeDefinition(
            name = "Localizer",
            description = "Filter on localizers; none is for supervised pipelines")
    String localizer_target() default LOCALIZER;

    @AttributeDefinition(name = "Refiner", description = "Filter on refiners; none does nothing")
    String refiner_target() default NONE;

    @AttributeDefinition(
            name = "Second refiner",
            description = "Filter on refiners, for one that follows the first; none does nothing")
    String refiner2_target() default NONE;

    @AttributeDefinition(
            name = "Third refiner",
            description = "Filter on refiners, for one that follows the second; none does nothing")
    String refiner3_target() default NONE;

    @AttributeDefinition(name = "CRF", description = "Filter on CRFs; none does nothing")
    String crf_target() default NONE;

    @AttributeDefinition(
            name = "Segmenter",
            description = "Filter on segmentation networks; none does nothing")
    String segmenter_target() default NONE;

    @AttributeDefinition(name = "Evaluator", description = "Filter on evaluators")
    String evaluator_target() default EVALUATOR;

    @AttributeDefinition(
            name = "Supervised",
            description =
                    "true: the segmenter learns from the true masks of the training split, as a"
                            + " yardstick; there is no localizer and no refiner then. false:"
                            + " masks are for scoring alone")
    boolean supervised() default false;

    @AttributeDefinition(
            name = "Data",
            description = "Root folder of the data set; empty: the run names it, or none is needed",
            required = false)
    String data() default "";

    @AttributeDefinition(
            name = "Training split",
            description = "Empty: the data set's own choice",
            required = false)
    String train() default "";

    @AttributeDefinition(
            name = "Validation split",
            description = "Empty: the data set's own choice",
            required = false)
    String val() default "";

    @AttributeDefinition(
            name = "Background",
            description =
                    "Background constant, 0 to 1: where no class scores higher a pixel is"
                            + " background. For methods that do not model the background, on data"
                            + " sets that have one",
            min = "0",
            max = "1")
    double background() default 0.2;

    @AttributeDefinition(
            name = "Joined with",
            description =
                    "Localizer or refiner (\"refiner2\") whose scores of an image, without tags,"
                            + " are taken together with the segmenter's; empty: none",
            required = false)
    String join() default "";

    @AttributeDefinition(
            name = "Weight of what is joined",
            description = "What those scores count for where the segmenter's count for 1, 0 to 100",
            min = "0",
            max = "100")
    double joinWeight() default 0.5;

    @AttributeDefinition(
            name = "Seed",
            description = "The one source of randomness: the same seed gives the same bytes")
    long seed() default 1;

    @AttributeDefinition(
            name = "Threads",
            description = "Images worked on at a time, 0 to 256; 0: one a processor",
            min = "0",
            max = "256")
    int threads() default 0;

    @AttributeDefinition(
            name = "Time for an image",
            description =
                    "Seconds that a stage may take for one image, 0 to 86400; one that takes longer"
                            + " is left out and reported. 0: as long as it likes",
            min = "0",
            max = "86400")
    int imageSeconds() default 600;

    @AttributeDefinition(
            name = "Silence",
            description =
                    "Seconds that a stage may learn without a sign of life, 0 to 86400: a step of"
                            + " progress, an image that is read; then the run ends. 0: as long as it"
                            + " likes",
            min = "0",
            max = "86400")
    int stallSeconds() default 1800;

    @AttributeDefinition(
            name = "Time to learn",
            description =
                    "Seconds that a stage may learn in all, 0 to 10000000; then the run ends, and"
                            + " goes on when it is run again. 0: as long as it likes",
            min = "0",
            max = "10000000")
    int learnSeconds() default 0;
}
