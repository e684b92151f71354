package org.espalier.dataset.voc;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.espalier.api.data.BadInputException;
import org.espalier.api.data.Tags;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/** Tags from the objects that an annotation file lists, difficult ones included. */
record AnnotationTags(VocLayout layout) implements TagSource {
    /** Bytes; the longest of VOC's has thirty thousand. */
    private static final long LONGEST = 1 << 20;

    /** Elements in each other; VOC has five. A text is collected by a method that calls itself. */
    private static final int DEEPEST = 50;

    private static final String DEPTH = "http://www.oracle.com/xml/jaxp/properties/maxElementDepth";

    @Override
    public Tags of(String id, String place) throws IOException {
        Path file = layout.annotation(id, place);
        if (!Files.exists(file)) {
            throw new BadInputException(
                    place,
                    "'%s' has no annotation %s, so its tags are not known".formatted(id, file),
                    "put it there, or set tags to masks or file");
        }
        List<String> names = new ArrayList<>();
        Node root = parse(file);
        for (Node object : children(root, "object")) {
            // Parts of a person have names too, one level deeper: they are no objects.
            children(object, "name").forEach(name -> names.add(name.getTextContent().strip()));
        }
        return VocClasses.tags(names, file.toString());
    }

    private static List<Node> children(Node parent, String name) {
        List<Node> found = new ArrayList<>();
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node.getNodeName().equals(name)) {
                found.add(node);
            }
        }
        return found;
    }

    private static Node parse(Path file) throws IOException {
        long bytes = Files.size(file);
        if (bytes > LONGEST) {
            throw new BadInputException(
                    file.toString(), "it has %d bytes".formatted(bytes), LONGEST + " are read");
        }
        byte[] content = Files.readAllBytes(file);
        try {
            return parser().parse(new ByteArrayInputStream(content)).getDocumentElement();
        } catch (SAXException | IOException e) { // of a content in memory: it is no text
            throw new BadInputException(
                    file.toString(),
                    "it is no plain XML (%s)".formatted(e.getMessage()),
                    "a VOC annotation without a document type is expected",
                    e);
        }
    }

    /** Document types are refused, and with them entities that read files or grow without end. */
    private static DocumentBuilder parser() {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
        try {
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            factory.setAttribute(DEPTH, DEEPEST);
            factory.setXIncludeAware(false);
            DocumentBuilder builder = factory.newDocumentBuilder();
            builder.setErrorHandler(null);
            return builder;
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException("The runtime's XML parser can be restricted", e);
        }
    }
}
