package dev.footnote.corpus;

import java.util.ArrayList;
import java.util.List;

/**
 * Splits documents into passages of whole sentences. A heading begins a passage and belongs to it; no passage reaches across one.
 * Passages end with a paragraph where that leaves them long enough. Safe for use by many threads.
 */
public final class PassageSplitter {

    private final PassageSplitterConfiguration configuration;
    private final SentenceSplitter sentenceSplitter = new SentenceSplitter();

    /** Makes a splitter for passages of the given length. */
    public PassageSplitter(PassageSplitterConfiguration configuration) {
        this.configuration = configuration;
    }

    /** Returns what names the rules and settings in an index's manifest: if it differs, passages may differ. */
    public String version() {
        return "passages-1:" + SentenceSplitter.VERSION + ",target=" + configuration.targetLength() + ",overlap="
                + configuration.overlapLength();
    }

    /**
     * Splits a document.
     *
     * @return by start offset, which strictly increases, as the end offset does. Every character of the text that is not white space
     *     lies in at least one
     */
    public List<Passage> split(Document document) {
        List<Passage> passages = new ArrayList<>();
        for (Span section : sections(document)) {
            List<Sentence> sentences = sentences(document.text(), section);
            for (Span span : new SectionSplitter(configuration, sentences).split()) {
                passages.add(Passage.of(document, span));
            }
        }
        return passages;
    }

    /** Returns the parts of the text between headings. Headings with nothing between them lead one part together. */
    private static List<Span> sections(Document document) {
        List<Span> sections = new ArrayList<>();
        String text = document.text();
        int start = 0;
        int bodyStart = 0;
        for (Heading heading : document.headings()) {
            if (heading.start() < bodyStart) {
                continue; // inside the heading before
            }
            if (Whitespace.trim(text, bodyStart, heading.start()).length() > 0) {
                sections.add(new Span(start, heading.start()));
                start = heading.start();
            }
            bodyStart = heading.end();
        }
        sections.add(new Span(start, text.length()));
        return sections;
    }

    private List<Sentence> sentences(String text, Span section) {
        List<Sentence> sentences = new ArrayList<>();
        for (Span paragraph : ParagraphSplitter.split(section.of(text))) {
            Span shifted = new Span(section.start() + paragraph.start(), section.start() + paragraph.end());
            for (Span sentence : sentenceSplitter.split(text, shifted)) {
                sentences.add(new Sentence(sentence, sentence.end() == shifted.end()));
            }
        }
        return sentences;
    }
}
