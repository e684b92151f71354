package org.espalier.refiner.outoffold;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The parameters of {@link OutOfFold}. */
@ObjectClassDefinition(
        name = "Refiner: out of fold",
        description =
                "Scores of each training image by segmentation networks that have learned from the"
                        + " other images alone, joined with the scores that came in")
@interface OutOfFoldConfiguration {
    @AttributeDefinition(
            name = "Folds",
            description =
                    "Parts, 2 to 20, that the training images are cut into; one network a part is"
                            + " trained, on all other parts",
            min = "2",
            max = "20")
    int folds() default 2;

    @AttributeDefinition(
            name = "Weight",
            description =
                    "What the networks count for, 0 to 100, where the scores that came in count for 1",
            min = "0",
            max = "100")
    double weight() default 0.5;

    @AttributeDefinition(
            name = "CRF",
            description =
                    "Preset of the dense CRF that the labels go through from which the networks"
                            + " learn: psa, irn or deeplab")
    String crf() default "deeplab";

    @AttributeDefinition(
            name = "Unary: backbone",
            description = "Feature extractor of the segmentation networks")
    String unary_backbone() default "mobilenetv2";

    @AttributeDefinition(
            name = "Unary: epochs",
            description =
                    "How often a segmentation network sees every image of its own, 1 to 10000",
            min = "1",
            max = "10000")
    int unary_epochs() default 14;

    @AttributeDefinition(
            name = "Unary: class balance",
            description = "Power, 0 to 1, of a class's inverse frequency that weighs its pixels",
            min = "0",
            max = "1")
    double unary_classBalance() default 0.25;

    @AttributeDefinition(
            name = "Unary: mixup",
            description =
                    "Parameter, 0 to 10, of the Beta distribution by which images are mixed; 0: none"
                            + " is mixed",
            min = "0",
            max = "10")
    double unary_mixup() default 0.3;

    @AttributeDefinition(
            name = "Unary: training sides",
            description = "Shorter sides, in pixels, at which they see training images",
            min = "17",
            max = "2049")
    int[] unary_trainingSides() default {257, 385};

    @AttributeDefinition(
            name = "Unary: sides",
            description = "Shorter sides, in pixels, at which they segment images",
            min = "17",
            max = "2049")
    int[] unary_sides() default {257, 385};
}
