package dev.footnote.corpus;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.nodes.Document.OutputSettings;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;
import org.jspecify.annotations.Nullable;

/** Reads HTML: the text that a browser shows, and what its head tells. */
final class HtmlReader implements DocumentReader {

    /** Elements nested deeper than this are put beside one another: no real page needs them, and a hostile one costs time by depth. */
    static final int DEEPEST = 256;

    /** The meta elements that tell of the page; most others are for browsers and crawlers. */
    private static final Set<String> NAMES = Set.of("author", "keywords", "description", "language", "publisher");

    private static final int HEAD_SAMPLE = 8 * 1024;
    private static final Pattern CHARSET = Pattern.compile("(?i)charset\\s*=\\s*[\"']?\\s*([A-Za-z0-9_:.+-]{1,40})");
    private static final Pattern XML_ENCODING =
            Pattern.compile("^\\s*<\\?xml[^>]{0,200}?encoding\\s*=\\s*[\"']([A-Za-z0-9_:.+-]{1,40})[\"']");

    @Override
    public Set<String> extensions() {
        return Set.of("html", "htm", "xhtml");
    }

    @Override
    public Extract read(byte[] content) throws UnreadableFileException {
        Charset declared = declaredCharset(content);
        DecodedText decoded = declared == null ? TextDecoder.decode(content) : TextDecoder.decode(content, declared);
        org.jsoup.nodes.Document html = parse(decoded.text());
        TextAssembler assembler = new TextAssembler();
        HtmlRenderer.render(html.body(), assembler);
        return new Extract(
                assembler.text(),
                assembler.headings(),
                assembler.markup(),
                head(html),
                Title.clean(html.title()),
                decoded.warnings());
    }

    static org.jsoup.nodes.Document parse(String html) {
        org.jsoup.nodes.Document document =
                Parser.htmlParser().setMaxDepth(DEEPEST).parseInput(html, "");
        return document.outputSettings(new OutputSettings().prettyPrint(false));
    }

    private static Metadata head(org.jsoup.nodes.Document html) {
        Element canonical = html.selectFirst("head > link[rel=canonical]");
        Element published = html.selectFirst(
                "head > meta[property=article:published_time], head > meta[name=date], head > meta[name=dc.date]");
        String uri =
                canonical == null ? null : WebAddress.of(canonical.attr("href").strip());
        LocalDate date = published == null
                ? null
                : YamlMetadata.isoDate(published.attr("content").strip());
        Map<String, List<String>> values = new LinkedHashMap<>();
        for (Element meta : html.select("head > meta[name]")) {
            String name = meta.attr("name").strip().toLowerCase(Locale.ROOT);
            String content = meta.attr("content").strip();
            if (NAMES.contains(name) && !content.isEmpty()) {
                values.putIfAbsent(
                        name, name.equals("keywords") ? List.of(content.split("\\s*,\\s*", -1)) : List.of(content));
            }
        }
        return new Metadata(null, uri, date, MetadataValues.bounded(values));
    }

    /** Returns the charset that the XML declaration or a meta element near the beginning names, or null. */
    private static @Nullable Charset declaredCharset(byte[] content) {
        // In this charset no byte is lost, and markup reads the same in all charsets that are declared this way
        String start = new String(content, 0, Math.min(content.length, HEAD_SAMPLE), StandardCharsets.ISO_8859_1);
        Matcher xml = XML_ENCODING.matcher(start);
        if (xml.find()) {
            return charset(xml.group(1));
        }
        if (start.indexOf('<') < 0) {
            return null;
        }
        for (Element meta : parse(start).select("meta")) {
            String name = meta.attr("charset");
            if (name.isBlank() && meta.attr("http-equiv").equalsIgnoreCase("content-type")) {
                Matcher matcher = CHARSET.matcher(meta.attr("content"));
                name = matcher.find() ? matcher.group(1) : "";
            }
            Charset charset = name.isBlank() ? null : charset(name.strip());
            if (charset != null) {
                return charset;
            }
        }
        return null;
    }

    private static @Nullable Charset charset(String name) {
        try {
            Charset charset = Charset.isSupported(name) ? Charset.forName(name) : null;
            // What could be read as ASCII so far is not UTF-16 or UTF-32, whatever it claims
            return charset == null
                            || charset.name().startsWith("UTF-16")
                            || charset.name().startsWith("UTF-32")
                    ? null
                    : charset;
        } catch (IllegalCharsetNameException e) {
            return null;
        }
    }
}
