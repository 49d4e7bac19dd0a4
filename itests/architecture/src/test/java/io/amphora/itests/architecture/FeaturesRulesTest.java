package io.amphora.itests.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** Karaf's verification is content with having verified nothing: here is what it has to look at. */
class FeaturesRulesTest {

    private static final Path FEATURES = Bundles.CHECKOUT.resolve("features");

    @Test
    void theBuildVerifiesEveryFeatureOfOurs() throws Exception {
        List<String> verified = texts(FEATURES.resolve("pom.xml"), "feature");
        List<String> ours = names(FEATURES.resolve("src/main/feature/feature.xml"));

        assertThat(ours).isNotEmpty();
        assertThat(verified).isNotEmpty();
        assertThat(ours)
                .allMatch(name -> verified.stream().anyMatch(pattern -> name.matches(pattern.replace("*", ".*"))));
    }

    private static List<String> names(Path file) throws Exception {
        NodeList features = parse(file).getElementsByTagName("feature");
        List<String> names = new ArrayList<>();
        for (int i = 0; i < features.getLength(); i++) {
            String name = features.item(i).getAttributes().getNamedItem("name") == null
                    ? ""
                    : features.item(i).getAttributes().getNamedItem("name").getNodeValue();
            if (!name.isEmpty()) {
                names.add(name);
            }
        }
        return names;
    }

    private static List<String> texts(Path file, String element) throws Exception {
        NodeList found = parse(file).getElementsByTagName(element);
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < found.getLength(); i++) {
            texts.add(found.item(i).getTextContent().strip());
        }
        return texts;
    }

    private static Document parse(Path file) throws IOException, SAXException, ParserConfigurationException {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile());
    }
}
