package dev.footnote.corpus;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.parser.Parser;

/** Reads Markdown (CommonMark with tables): the words without the markup, and what front matter tells. */
final class MarkdownReader implements DocumentReader {

    /** Bounds of nesting: no real page needs more, and a hostile one costs time and stack by depth. */
    private static final int DEEPEST = 64;

    private static final Parser PARSER = Parser.builder()
            .extensions(List.of(TablesExtension.create()))
            .maxOpenBlockParsers(DEEPEST)
            .maxInlineNesting(DEEPEST)
            .build();

    @Override
    public Set<String> extensions() {
        return Set.of("md", "markdown");
    }

    @Override
    public Extract read(byte[] content) throws UnreadableFileException {
        DecodedText decoded = TextDecoder.decode(content);
        List<String> warnings = new ArrayList<>(decoded.warnings());
        FrontMatter frontMatter = FrontMatter.of(TextNormalizer.normalize(decoded.text()), warnings);
        TextAssembler assembler = new TextAssembler();
        MarkdownRenderer.render(parse(frontMatter.rest()), assembler);
        return new Extract(
                assembler.text(), assembler.headings(), assembler.markup(), frontMatter.metadata(), null, warnings);
    }

    private static org.commonmark.node.Document parse(String markdown) {
        return (org.commonmark.node.Document) PARSER.parse(markdown);
    }
}
