package dev.footnote.corpus;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeFilter;
import org.jsoup.select.NodeTraversor;
import org.jspecify.annotations.Nullable;

/**
 * Renders HTML as plain text: blocks with a blank line between them, list items with {@code "- "} or their number, a table's row as
 * one line with {@code " | "} between its cells. Leaves out what a browser does not show and, where the page marks its main part,
 * what lies around it.
 */
final class HtmlRenderer implements NodeFilter {

    private static final Set<String> NEVER_SHOWN = Set.of(
            "head",
            "script",
            "style",
            "template",
            "noscript",
            "iframe",
            "object",
            "svg",
            "canvas",
            "audio",
            "video",
            "select",
            "textarea",
            "datalist");
    private static final Set<String> AROUND_MAIN_PART = Set.of("nav", "footer", "aside");
    private static final Set<String> PARAGRAPHS = Set.of(
            "p",
            "div",
            "section",
            "article",
            "main",
            "header",
            "footer",
            "nav",
            "aside",
            "blockquote",
            "pre",
            "table",
            "figure",
            "figcaption",
            "address",
            "form",
            "fieldset",
            "details",
            "summary",
            "dl",
            "hr",
            "caption",
            "center",
            "hgroup",
            "dialog");
    private static final Set<String> LINES = Set.of("dt", "dd", "tr", "option", "legend");
    private static final Set<String> LISTS = Set.of("ul", "ol", "menu");
    private static final String BLOCKS = "p, table, ul, ol, dl, pre, blockquote, h1, h2, h3, h4, h5, h6";

    private final TextAssembler assembler;
    private final Set<Element> layout;
    private final Set<Element> layoutTables;
    private final boolean hasMainPart;
    private final Map<Element, Integer> numbers = new HashMap<>();
    private int preformatted;
    private int dataCells;
    private int lists;

    private HtmlRenderer(TextAssembler assembler, Set<Element> layout, boolean hasMainPart) {
        this.assembler = assembler;
        this.layout = layout;
        this.layoutTables = layout.stream()
                .filter(HtmlRenderer::isCell)
                .map(HtmlRenderer::table)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
        this.hasMainPart = hasMainPart;
    }

    /** Adds the text under {@code root} to {@code assembler}. */
    static void render(Element root, TextAssembler assembler) {
        boolean hasMainPart = root.selectFirst("main, article, [role=main]") != null;
        NodeTraversor.filter(new HtmlRenderer(assembler, layout(root), hasMainPart), root);
        assembler.endParagraph();
    }

    /**
     * Finds the cells and headings that hold blocks of their own: such a table arranges a page rather than data, such a heading was
     * never closed.
     */
    private static Set<Element> layout(Element root) {
        Set<Element> layout = new HashSet<>();
        for (Element block : root.select(BLOCKS)) {
            boolean paragraph = block.normalName().equals("p");
            for (Element above = block.parent(); above != null; above = above.parent()) {
                boolean breaksUp = headingLevel(above.normalName()) > 0 || (isCell(above) && !paragraph);
                // What is above a known one has been found with it
                if (breaksUp && !layout.add(above)) {
                    break;
                }
            }
        }
        return layout;
    }

    private static boolean isCell(Element element) {
        return element.normalName().equals("td") || element.normalName().equals("th");
    }

    @Override
    public FilterResult head(Node node, int depth) {
        if (node instanceof TextNode words) {
            if (preformatted > 0) {
                assembler.preformatted(words.getWholeText());
            } else {
                assembler.running(words.getWholeText());
            }
        } else if (node instanceof Element element) {
            if (isHidden(element)) {
                return FilterResult.SKIP_ENTIRELY;
            }
            enter(element);
        }
        return FilterResult.CONTINUE;
    }

    @Override
    public FilterResult tail(Node node, int depth) {
        if (node instanceof Element element) {
            leave(element);
        }
        return FilterResult.CONTINUE;
    }

    private void enter(Element element) {
        String name = element.normalName();
        if (dataCells > 0) {
            // A row stays on one line, whatever its cells hold
            if (name.equals("br") || PARAGRAPHS.contains(name)) {
                assembler.running(" ");
            }
        } else if (isHeading(element)) {
            assembler.beginHeading();
        } else if (name.equals("br")) {
            assembler.endLine();
        } else if (name.equals("li")) {
            assembler.beginItem("  ".repeat(Math.clamp(lists - 1L, 0, 8)) + itemMarker(element));
        } else if (LISTS.contains(name)) {
            enterList();
        } else {
            breakAround(element);
        }
        if (isDataCell(element)) {
            if (element.previousElementSibling() != null) {
                assembler.endCell();
            }
            dataCells++;
        }
        if (name.equals("pre")) {
            preformatted++;
        }
        begin(element);
    }

    private void leave(Element element) {
        end(element);
        String name = element.normalName();
        if (name.equals("pre")) {
            preformatted--;
        }
        if (isDataCell(element)) {
            dataCells--;
        } else if (dataCells > 0) {
            if (PARAGRAPHS.contains(name)) {
                assembler.running(" ");
            }
        } else if (isHeading(element)) {
            assembler.endHeading(headingLevel(name));
        } else if (name.equals("li")) {
            assembler.endItem();
        } else if (LISTS.contains(name)) {
            lists--;
            endList();
        } else {
            breakAround(element);
        }
    }

    private void begin(Element element) {
        String target = target(element);
        Markup.Kind kind = kind(element);
        if (target != null) {
            assembler.beginLink(target);
        } else if (kind != null) {
            assembler.begin(kind);
        }
    }

    private void end(Element element) {
        if (target(element) != null || kind(element) != null) {
            assembler.end();
        }
    }

    private static @Nullable String target(Element element) {
        return element.normalName().equals("a")
                ? WebAddress.of(element.attr("href").strip())
                : null;
    }

    /** What an element makes of its text, but for list items, which {@link TextAssembler#beginItem} marks, and links. */
    private Markup.@Nullable Kind kind(Element element) {
        return switch (element.normalName()) {
            case "strong", "b" -> Markup.Kind.STRONG;
            case "em", "i" -> Markup.Kind.EMPHASIS;
            case "code", "kbd", "samp", "tt" -> Markup.Kind.CODE;
            case "blockquote" -> Markup.Kind.QUOTE;
            case "pre" -> Markup.Kind.CODE_BLOCK;
            case "ul", "ol", "menu" -> Markup.Kind.LIST;
            case "table" -> layoutTables.contains(element) ? null : Markup.Kind.TABLE;
            case "tr" -> isInDataTable(element) ? Markup.Kind.ROW : null;
            case "td" -> isDataCell(element) && isInDataTable(element) ? Markup.Kind.CELL : null;
            case "th" -> isDataCell(element) && isInDataTable(element) ? Markup.Kind.HEADER_CELL : null;
            default -> null;
        };
    }

    private boolean isInDataTable(Element part) {
        Element table = table(part);
        return table != null && !layoutTables.contains(table);
    }

    private static @Nullable Element table(Element part) {
        return part.closest("table");
    }

    private void enterList() {
        endList();
        lists++;
    }

    private void endList() {
        if (lists == 0) {
            assembler.endParagraph();
        } else {
            assembler.endBlock();
        }
    }

    /** Ends the block before or after an element that is not running text. */
    private void breakAround(Element element) {
        String name = element.normalName();
        if (PARAGRAPHS.contains(name) || layout.contains(element)) {
            if (lists > 0 && !name.equals("pre")) {
                assembler.endBlock();
            } else {
                assembler.endParagraph();
            }
        } else if (LINES.contains(name)) {
            assembler.endBlock();
        }
    }

    private boolean isDataCell(Element element) {
        return isCell(element) && !layout.contains(element);
    }

    private boolean isHeading(Element element) {
        return headingLevel(element.normalName()) > 0 && !layout.contains(element);
    }

    private boolean isHidden(Element element) {
        String name = element.normalName();
        if (NEVER_SHOWN.contains(name) || (hasMainPart && AROUND_MAIN_PART.contains(name))) {
            return true;
        }
        if (element.hasAttr("hidden") || element.attr("aria-hidden").equalsIgnoreCase("true")) {
            return true;
        }
        String style = element.attr("style");
        if (style.isEmpty()) {
            return false;
        }
        String compact = style.replaceAll("\\s+", "").toLowerCase(Locale.ROOT);
        return compact.contains("display:none") || compact.contains("visibility:hidden");
    }

    private String itemMarker(Element item) {
        Element list = item.parent();
        if (list == null || !list.normalName().equals("ol")) {
            return "- ";
        }
        return numbers.merge(list, firstNumber(list), (last, first) -> last + 1) + ". ";
    }

    private static int firstNumber(Element list) {
        String start = list.attr("start").strip();
        return start.matches("[0-9]{1,6}") ? Integer.parseInt(start) : 1;
    }

    private static int headingLevel(String name) {
        return name.length() == 2 && name.charAt(0) == 'h' && name.charAt(1) >= '1' && name.charAt(1) <= '6'
                ? name.charAt(1) - '0'
                : 0;
    }
}
