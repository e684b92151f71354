package org.espalier.segmenter.deeplab;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The parameters of {@link DeepLab}. */
@ObjectClassDefinition(
        name = "Segmenter: DeepLab",
        description = "A dilated fully convolutional network that needs no tags")
@interface DeepLabConfiguration {
    @AttributeDefinition(
            name = "Backbone",
            description = "Name of a feature extractor that the engine offers")
    String backbone() default "mobilenetv2";

    @AttributeDefinition(
            name = "Output stride",
            description = "Pixels between two features: 32, 16, 8 or 4, as the backbone allows",
            min = "4",
            max = "32")
    int outputStride() default 16;

    @AttributeDefinition(
            name = "Trained stages",
            description =
                    "Stages of the backbone, counted from its end, that are trained with the head,"
                            + " 0 to 32; -1: none where it is pretrained, all where it is not",
            min = "-1",
            max = "32")
    int trainedStages() default -1;

    @AttributeDefinition(
            name = "Stages",
            description =
                    "Stages whose features a pixel is classified by; empty: those of stride 8 or"
                            + " more (or of the output stride, if that is less) that have at most"
                            + " 512 channels")
    String[] stages() default {};

    @AttributeDefinition(
            name = "Width",
            description = "Channels that features are reduced to, 1 to 4096",
            min = "1",
            max = "4096")
    int width() default 256;

    @AttributeDefinition(
            name = "Dilations",
            description =
                    "Dilation, in features, of each 3x3 branch of the head, 1 to 64; empty: no branch")
    int[] dilations() default {2, 4};

    @AttributeDefinition(
            name = "Branch width",
            description = "Channels of each 3x3 branch, 1 to 4096",
            min = "1",
            max = "4096")
    int branchWidth() default 128;

    @AttributeDefinition(
            name = "Training sides",
            description = "Shorter sides, in pixels, at which training images are seen",
            min = "17",
            max = "2049")
    int[] trainingSides() default {257, 385};

    @AttributeDefinition(
            name = "Label stride",
            description =
                    "Pixels, 1 to 32, between two places at which the loss is taken; a divisor of the"
                            + " output stride",
            min = "1",
            max = "32")
    int labelStride() default 8;

    @AttributeDefinition(
            name = "Epochs",
            description = "How often every image is seen, 1 to 10000",
            min = "1",
            max = "10000")
    int epochs() default 14;

    @AttributeDefinition(
            name = "Batch",
            description = "Images a step, 1 to 1024",
            min = "1",
            max = "1024")
    int batch() default 8;

    @AttributeDefinition(
            name = "Learning rate",
            description = "Highest rate of the schedule, above 0 to 10",
            min = "1e-9",
            max = "10")
    double rate() default 0.001;

    @AttributeDefinition(
            name = "Backbone rate",
            description = "Factor, 0 to 10, on the rate of stages that were pretrained",
            min = "0",
            max = "10")
    double backboneRate() default 0.1;

    @AttributeDefinition(
            name = "Weight decay",
            description = "Decoupled weight decay (AdamW), 0 to 10",
            min = "0",
            max = "10")
    double weightDecay() default 0.01;

    @AttributeDefinition(
            name = "Feature dropout",
            description = "Share, 0 to 0.95, of features that a training step does not see",
            min = "0",
            max = "0.95")
    double featureDropout() default 0.5;

    @AttributeDefinition(
            name = "Dropout",
            description = "Share, 0 to 0.95, of the head's values that a training step leaves out",
            min = "0",
            max = "0.95")
    double dropout() default 0.5;

    @AttributeDefinition(
            name = "Label smoothing",
            description = "Share, 0 to 0.9, of a label that is spread over all classes",
            min = "0",
            max = "0.9")
    double labelSmoothing() default 0;

    @AttributeDefinition(
            name = "Mixup",
            description =
                    "Parameter, 0 to 10, of the Beta distribution by which each image of a step is"
                            + " mixed with another; 0: none is mixed. For labels that are wrong in"
                            + " part, 0.3",
            min = "0",
            max = "10")
    double mixup() default 0;

    @AttributeDefinition(
            name = "Class balance",
            description =
                    "Power, 0 to 1, of a class's inverse frequency that weighs its pixels; 0: all"
                            + " pixels count alike",
            min = "0",
            max = "1")
    double classBalance() default 0;

    @AttributeDefinition(
            name = "Crop",
            description =
                    "Side, in pixels, of the crops that trained stages see; frozen features are cut"
                            + " to the shorter side",
            min = "17",
            max = "2049")
    int crop() default 257;

    @AttributeDefinition(
            name = "Colour jitter",
            description =
                    "Largest relative change, 0 to 1, of brightness, contrast and saturation; only"
                            + " where stages are trained",
            min = "0",
            max = "1")
    double jitter() default 0.3;

    @AttributeDefinition(
            name = "Sides",
            description = "Shorter sides, in pixels, at which images are segmented",
            min = "17",
            max = "2049")
    int[] sides() default {257, 385};

    @AttributeDefinition(
            name = "Mirror",
            description =
                    "Whether mirror images are looked at too, in training and in segmentation")
    boolean mirror() default true;

    @AttributeDefinition(
            name = "Score stride",
            description = "Pixels of the image between two scores, 1 to 16",
            min = "1",
            max = "16")
    int scoreStride() default 4;
}
