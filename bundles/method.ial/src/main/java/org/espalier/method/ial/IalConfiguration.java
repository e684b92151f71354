package org.espalier.method.ial;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The parameters of {@link IterativeAffinityLearning}; {@code unary.} are the segmenter's. */
@ObjectClassDefinition(
        name = "Method: Iterative Affinity Learning",
        description = "A segmentation and an affinity network that teach each other in rounds")
@interface IalConfiguration {
    @AttributeDefinition(
            name = "Rounds",
            description = "How often both networks are trained, 1 to 20",
            min = "1",
            max = "20")
    int rounds() default 3;

    @AttributeDefinition(
            name = "Folds",
            description =
                    "Parts, 1 to 20, that the training images are cut into; in each round a"
                            + " segmentation network learns from all parts but one and labels that"
                            + " one. 1: one network learns from all and labels all, as in the paper",
            min = "1",
            max = "20")
    int folds() default 1;

    @AttributeDefinition(
            name = "Seeds",
            description =
                    "What the seeds count for, 0 to 100, in the mean of unary outputs in which every"
                            + " round counts for 1; 0: as in the paper",
            min = "0",
            max = "100")
    int seeds() default 0;

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
            description =
                    "Shorter side, in pixels, at which regions and neighbours are looked at, 17 to"
                            + " 2049",
            min = "17",
            max = "2049")
    int side() default 385;

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
            name = "Purity",
            description =
                    "Share, 0.5 to 1, of a superpixel's pixels that must carry one class for it to be"
                            + " a candidate",
            min = "0.5",
            max = "1")
    double purity() default 0.8;

    @AttributeDefinition(
            name = "Region stages",
            description = "Stages whose features a superpixel is classified by")
    String[] regionStages() default {"stage3", "stage4", "stage5", "stage6"};

    @AttributeDefinition(
            name = "Region epochs",
            description = "How often the region classifier sees every image, 1 to 1000",
            min = "1",
            max = "1000")
    int regionEpochs() default 5;

    @AttributeDefinition(
            name = "Pairwise stages",
            description = "Stages whose features the propagation is steered by")
    String[] pairwiseStages() default {"stage2", "stage4"};

    @AttributeDefinition(
            name = "Pairwise width",
            description = "Channels of the affinity network, 1 to 1024",
            min = "1",
            max = "1024")
    int pairwiseWidth() default 32;

    @AttributeDefinition(
            name = "Grid stride",
            description =
                    "Pixels, 1 to 64, at the size looked at, between two cells of the propagation",
            min = "1",
            max = "64")
    int gridStride() default 8;

    @AttributeDefinition(
            name = "Pairwise epochs",
            description = "How often the affinity network sees every image in a round, 1 to 1000",
            min = "1",
            max = "1000")
    int pairwiseEpochs() default 2;

    @AttributeDefinition(
            name = "Pairwise rate",
            description = "Highest learning rate of the affinity network, above 0 to 1",
            min = "1e-9",
            max = "1")
    double pairwiseRate() default 0.001;

    @AttributeDefinition(
            name = "Smoothness",
            description = "Weight, 0 to 1000, of the superpixels' own affinities in its loss",
            min = "0",
            max = "1000")
    double smoothness() default 0.1;

    @AttributeDefinition(
            name = "CRF",
            description = "Preset of the dense CRF that labels go through: psa, irn or deeplab")
    String crf() default "deeplab";

    @AttributeDefinition(
            name = "Unary: backbone",
            description = "Feature extractor of the segmentation network")
    String unary_backbone() default "mobilenetv2";

    @AttributeDefinition(
            name = "Unary: epochs",
            description = "How often the segmentation network sees every image in a round",
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
            name = "Unary: mixup",
            description =
                    "Parameter, 0 to 10, of the Beta distribution by which images are mixed; 0: none"
                            + " is mixed",
            min = "0",
            max = "10")
    double unary_mixup() default 0;

    @AttributeDefinition(
            name = "Unary: training sides",
            description = "Shorter sides, in pixels, at which it sees training images",
            min = "17",
            max = "2049")
    int[] unary_trainingSides() default {257, 385};

    @AttributeDefinition(
            name = "Unary: sides",
            description = "Shorter sides, in pixels, at which it segments images",
            min = "17",
            max = "2049")
    int[] unary_sides() default {257, 385};
}
