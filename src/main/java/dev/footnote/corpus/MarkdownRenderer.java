package dev.footnote.corpus;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.ext.gfm.tables.TableRow;
import org.commonmark.node.Block;
import org.commonmark.node.BlockQuote;
import org.commonmark.node.Code;
import org.commonmark.node.Document;
import org.commonmark.node.Emphasis;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.Link;
import org.commonmark.node.LinkReferenceDefinition;
import org.commonmark.node.ListBlock;
import org.commonmark.node.ListItem;
import org.commonmark.node.Node;
import org.commonmark.node.OrderedList;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.StrongEmphasis;
import org.commonmark.node.Text;
import org.jspecify.annotations.Nullable;

/**
 * Renders parsed Markdown as plain text: blocks with a blank line between them, list items with {@code "- "} or their number, a
 * table's row as one line with {@code " | "} between its cells, links and images as their words. Walks the tree without recursion.
 */
final class MarkdownRenderer {

    private final TextAssembler assembler;
    private final Deque<OpenList> lists = new ArrayDeque<>();

    /** A list whose items are being rendered; {@code number} is that of the next item, or null for bullets. */
    private record OpenList(boolean tight, @Nullable Integer number) {}

    private MarkdownRenderer(TextAssembler assembler) {
        this.assembler = assembler;
    }

    /** Adds the text under {@code root}, which is a whole document, to {@code assembler}. */
    static void render(Document root, TextAssembler assembler) {
        MarkdownRenderer renderer = new MarkdownRenderer(assembler);
        Node node = root;
        while (node != null) {
            renderer.enter(node);
            Node next = node.getFirstChild();
            while (next == null && node != null) {
                renderer.leave(node);
                next = node.getNext();
                node = node.getParent();
            }
            node = next;
        }
        assembler.endParagraph();
    }

    private void enter(Node node) {
        switch (node) {
            case Text words -> assembler.running(words.getLiteral());
            case Code code -> {
                assembler.begin(Markup.Kind.CODE);
                assembler.running(code.getLiteral());
                assembler.end();
            }
            case StrongEmphasis ignored -> assembler.begin(Markup.Kind.STRONG);
            case Emphasis ignored -> assembler.begin(Markup.Kind.EMPHASIS);
            case Link link -> enterLink(link);
            case SoftLineBreak ignored -> assembler.running(" ");
            case HardLineBreak ignored -> assembler.endLine();
            case HtmlInline html -> inlineHtml(html.getLiteral());
            case HtmlBlock html -> blockHtml(html.getLiteral());
            case FencedCodeBlock code -> code(code.getLiteral());
            case IndentedCodeBlock code -> code(code.getLiteral());
            case Heading ignored -> assembler.beginHeading();
            case ListBlock list -> enterList(list);
            case ListItem ignored -> enterItem();
            case TableBlock ignored -> {
                endBlock(node);
                assembler.begin(Markup.Kind.TABLE);
            }
            case TableRow ignored -> {
                assembler.endBlock();
                assembler.begin(Markup.Kind.ROW);
            }
            case TableCell cell -> enterCell(cell);
            case BlockQuote ignored -> {
                endBlock(node);
                assembler.begin(Markup.Kind.QUOTE);
            }
            case LinkReferenceDefinition ignored -> {}
            case Block ignored -> endBlock(node);
            default -> {}
        }
    }

    private void leave(Node node) {
        switch (node) {
            case Heading heading -> assembler.endHeading(heading.getLevel());
            case ListBlock ignored -> leaveList();
            case ListItem ignored -> assembler.endItem();
            case TableBlock ignored -> {
                assembler.end();
                assembler.endParagraph();
            }
            case TableRow ignored -> assembler.end();
            case TableCell ignored -> assembler.end();
            case BlockQuote ignored -> {
                assembler.end();
                endBlock(node);
            }
            case Link link -> leaveLink(link);
            case StrongEmphasis ignored -> assembler.end();
            case Emphasis ignored -> assembler.end();
            case Block ignored -> endBlock(node);
            default -> {}
        }
    }

    private void enterLink(Link link) {
        String target = WebAddress.of(link.getDestination());
        if (target != null) {
            assembler.beginLink(target);
        }
    }

    private void leaveLink(Link link) {
        if (WebAddress.of(link.getDestination()) != null) {
            assembler.end();
        }
    }

    private void endBlock(Node node) {
        OpenList list = lists.peek();
        if (list != null && (list.tight() || !(node instanceof Paragraph))) {
            assembler.endBlock();
        } else {
            assembler.endParagraph();
        }
    }

    private void enterList(ListBlock list) {
        if (lists.isEmpty()) {
            assembler.endParagraph();
        } else {
            assembler.endBlock();
        }
        assembler.begin(Markup.Kind.LIST);
        Integer first = list instanceof OrderedList ordered ? ordered.getMarkerStartNumber() : null;
        lists.push(new OpenList(
                list.isTight(), first == null && list instanceof OrderedList ? Integer.valueOf(1) : first));
    }

    private void leaveList() {
        lists.pop();
        assembler.end();
        if (lists.isEmpty()) {
            assembler.endParagraph();
        }
    }

    private void enterItem() {
        OpenList list = lists.pop();
        Integer number = list.number();
        lists.push(new OpenList(list.tight(), number == null ? null : Integer.valueOf(number + 1)));
        String indent = "  ".repeat(Math.min(lists.size() - 1, 8));
        assembler.beginItem(indent + (number == null ? "- " : number + ". "));
    }

    private void enterCell(TableCell cell) {
        if (cell.getPrevious() != null) {
            assembler.endCell();
        }
        assembler.begin(cell.isHeader() ? Markup.Kind.HEADER_CELL : Markup.Kind.CELL);
    }

    private void code(String literal) {
        assembler.endParagraph();
        assembler.begin(Markup.Kind.CODE_BLOCK);
        assembler.preformatted(literal);
        assembler.end();
        assembler.endParagraph();
    }

    private void blockHtml(String html) {
        assembler.endParagraph();
        HtmlRenderer.render(HtmlReader.parse(html).body(), assembler);
    }

    private void inlineHtml(String tag) {
        if (tag.toLowerCase(Locale.ROOT).startsWith("<br")) {
            assembler.endLine();
        }
    }
}
