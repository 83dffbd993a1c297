package dev.kafkaflink.cli.test;

import dev.kafkaflink.cli.test.FolderResult.Verdict;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Results as continuous integration reads them: the XML of JUnit, a suite for the run and a case for each folder. */
final class JUnitXml {
    private static final String SUITE = "kafkaflink test";

    private JUnitXml() {}

    /** Writes a file, and the folders that lead to it. */
    static void write(Path file, List<FolderResult> results, Duration time) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        Files.createDirectories(folder);
        try (Writer writer = Files.newBufferedWriter(file)) {
            XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(writer);
            xml.writeStartDocument("UTF-8", "1.0");
            xml.writeCharacters("\n");
            xml.writeStartElement("testsuite");
            xml.writeAttribute("name", SUITE);
            xml.writeAttribute("tests", Integer.toString(results.size()));
            xml.writeAttribute("failures", Long.toString(Report.count(results, Verdict.FAIL)));
            xml.writeAttribute("errors", Long.toString(Report.count(results, Verdict.ERROR)));
            xml.writeAttribute("skipped", "0");
            xml.writeAttribute("time", seconds(time));
            for (FolderResult result : results) {
                write(xml, result);
            }
            xml.writeCharacters("\n");
            xml.writeEndElement();
            xml.writeCharacters("\n");
            xml.writeEndDocument();
            xml.close();
        } catch (XMLStreamException e) {
            throw new IOException(e);
        }
    }

    private static void write(XMLStreamWriter xml, FolderResult result) throws XMLStreamException {
        xml.writeCharacters("\n  ");
        xml.writeStartElement("testcase");
        xml.writeAttribute("classname", SUITE);
        xml.writeAttribute("name", legal(result.folder().toString()));
        xml.writeAttribute("time", seconds(result.time()));
        if (result.verdict() != Verdict.PASS) {
            xml.writeStartElement(result.verdict() == Verdict.FAIL ? "failure" : "error");
            xml.writeAttribute("message", legal(result.lines().get(0)));
            xml.writeCharacters(legal(String.join("\n", result.lines())));
            xml.writeEndElement();
        }
        xml.writeEndElement();
    }

    private static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%.3f", time.toMillis() / 1000.0);
    }

    /** XML has no way to write most control characters, which a record may well have. */
    private static String legal(String text) {
        return text.codePoints()
                .map(point -> isLegal(point) ? point : 0xFFFD)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static boolean isLegal(int point) {
        return point == '\t'
                || point == '\n'
                || point == '\r'
                || point >= 0x20 && point <= 0xD7FF
                || point >= 0xE000 && point <= 0xFFFD
                || point >= 0x10000;
    }
}
