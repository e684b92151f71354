package org.espalier.method.deepcluster;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The parameters of {@link DeepClustering}; {@code unary.} are the segmenter's. */
@ObjectClassDefinition(
        name = "Method: Deep Clustering",
        description = "Superpixels that recur from image to image, and a segmenter, in rounds")
@interface DeepClusteringConfiguration {
    @AttributeDefinition(
            name = "Rounds",
            description = "How often the region network and the segmenter are trained, 1 to 20",
            min = "1",
            max = "20")
    int rounds() default 3;

    @AttributeDefinition(
            name = "Backbone",
            description = "Name of a pretrained feature extractor that the engine offers")
    String backbone() default "mobilenetv2";

    @AttributeDefinition(
            name = "Output stride",
            description = "Pixels between two features of its last stage, as the backbone allows",
            min = "4",
            max = "32")
    int outputStride() default 16;

    @AttributeDefinition(
            name = "Side",
            description = "Shorter side, in pixels, at which regions are looked at, 17 to 2049",
            min = "17",
            max = "2049")
    int side() default 385;

    @AttributeDefinition(
            name = "Stages",
            description = "Stages whose features a superpixel is told by")
    String[] stages() default {"stage2", "stage3", "stage4", "stage5", "stage6"};

    @AttributeDefinition(
            name = "Superpixels",
            description = "About how many an image is cut into (SLIC), 1 to 100000",
            min = "1",
            max = "100000")
    int superpixels() default 300;

    @AttributeDefinition(
            name = "Compactness",
            description = "Weight of place against colour in superpixels, 0.1 to 1000",
            min = "0.1",
            max = "1000")
    double compactness() default 10;

    @AttributeDefinition(
            name = "Seed level",
            description =
                    "Share, 0 to 0.99, of a class's highest score in an image that a pixel must"
                            + " exceed to speak for it",
            min = "0",
            max = "0.99")
    double seedLevel() default 0.5;

    @AttributeDefinition(
            name = "Seed cover",
            description =
                    "Share, 0.51 to 1, of a superpixel's pixels that must speak for a class; where"
                            + " clusters is 0",
            min = "0.51",
            max = "1")
    double seedCover() default 0.6;

    @AttributeDefinition(
            name = "Clusters",
            description =
                    "Into how many the superpixels of all images are grouped by appearance, 0 to"
                            + " 4096; 0: the first labels are those of the seeds alone",
            min = "0",
            max = "4096")
    int clusters() default 128;

    @AttributeDefinition(
            name = "Recurrence steps",
            description = "Steps, 1 to 1000, of expectation and maximisation over the clusters",
            min = "1",
            max = "1000")
    int recurrenceSteps() default 25;

    @AttributeDefinition(
            name = "Location prior",
            description =
                    "Whether prior.places is used: knowledge of a scene beyond the tags of its image")
    boolean locationPrior() default false;

    @AttributeDefinition(
            name = "Prior: places",
            description =
                    "Lines 'class: x y dx dy share': where a class is to be expected, as a Gaussian,"
                            + " in parts of width and height from the upper left corner, and how"
                            + " much of an image it fills; a class may have several")
    String[] prior_places() default {};

    @AttributeDefinition(
            name = "Accept",
            description = "Probability, 0.5 to 0.999, above which a superpixel is labelled",
            min = "0.5",
            max = "0.999")
    double accept() default 0.7;

    @AttributeDefinition(
            name = "Purity",
            description =
                    "Share, 0.51 to 1, of a superpixel's pixels that must carry one class in the"
                            + " segmenter's output",
            min = "0.51",
            max = "1")
    double purity() default 0.8;

    @AttributeDefinition(
            name = "Region epochs",
            description = "How often the region network sees every image in a round, 1 to 1000",
            min = "1",
            max = "1000")
    int regionEpochs() default 15;

    @AttributeDefinition(
            name = "Centre weight",
            description = "Weight lambda, 0 to 10, of the centre loss",
            min = "0",
            max = "10")
    double centreWeight() default 0.003;

    @AttributeDefinition(
            name = "Centre rate",
            description = "Rate a, 0.001 to 1, at which centres follow the regions of a batch",
            min = "0.001",
            max = "1")
    double centreRate() default 0.5;

    @AttributeDefinition(
            name = "Unary: backbone",
            description = "Feature extractor of the segmenter")
    String unary_backbone() default "mobilenetv2";

    @AttributeDefinition(
            name = "Unary: epochs",
            description = "How often the segmenter sees every image in a round",
            min = "1",
            max = "10000")
    int unary_epochs() default 8;

    @AttributeDefinition(
            name = "Unary: class balance",
            description = "Power, 0 to 1, of a class's inverse frequency that weighs its pixels",
            min = "0",
            max = "1")
    double unary_classBalance() default 0;

    @AttributeDefinition(
            name = "Unary: training sides",
            description = "Shorter sides, in pixels, at which the segmenter sees training images",
            min = "17",
            max = "2049")
    int[] unary_trainingSides() default {257, 385};

    @AttributeDefinition(
            name = "Unary: sides",
            description = "Shorter sides, in pixels, at which the segmenter segments images",
            min = "17",
            max = "2049")
    int[] unary_sides() default {257, 385};
}
