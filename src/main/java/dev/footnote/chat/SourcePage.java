package dev.footnote.chat;

import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Locale;
import java.util.Objects;

/**
 * The page that a footnote's link opens: the quoted words, marked, in what stands around them. It has no scripts and loads nothing, for a
 * reverse proxy may pass on what lies below {@code /chat/} alone. All that comes from the document is text.
 */
final class SourcePage {

    /** How much stands before and behind the quote, in UTF-16 code units: whoever has the link sees no more of the document. */
    private static final int AROUND = 1_000;

    /** What is longer is cut. */
    private static final int LONGEST_WORD = 40;

    private static final String STYLE = style();

    /** The one style that it has is known by its hash (Content Security Policy Level 3, section 8.3). */
    private static final String POLICY = "default-src 'none'; style-src 'sha256-" + sha256(STYLE)
            + "'; img-src data:; form-action 'none'; frame-ancestors 'none'; base-uri 'none'";

    private SourcePage() {}

    private static String style() {
        try (InputStream css = SourcePage.class.getResourceAsStream("/web/widget/v1/source.css")) {
            return new String(Objects.requireNonNull(css, "source.css").readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String sha256(String text) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return Base64.getEncoder().encodeToString(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /**
     * Shows the words in [start, end) of a text.
     *
     * @param title what people call the document
     * @param path where it lies in its collection
     */
    static HttpResponse<String> quoting(String title, String path, String text, int start, int end) {
        String about = title.equals(path) ? "" : "<p class=\"about\" dir=\"auto\">" + escaped(path) + "</p>";
        return page(HttpStatus.OK, title, about, "<div class=\"text\">" + paragraphs(text, start, end) + "</div>");
    }

    /** Says why nothing is shown. */
    static HttpResponse<String> saying(HttpStatus status, String why) {
        return page(status, "Footnote", "", "<p>" + escaped(why) + "</p>");
    }

    private static HttpResponse<String> page(HttpStatus status, String title, String about, String body) {
        String html = String.format(Locale.ROOT, """
                <!doctype html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <meta name="robots" content="noindex">
                <title>%1$s</title>
                <link rel="icon" href="data:,">
                <style>%4$s</style>
                </head>
                <body class="viewing">
                <header class="bar"><h1>Footnote<span class="numeral" aria-hidden="true">1</span></h1></header>
                <main><article><div class="document-head"><h2 dir="auto">%1$s</h2>%2$s</div>
                %3$s</article></main>
                </body>
                </html>
                """, escaped(title), about, body, STYLE);
        return HttpResponse.<String>status(status)
                .body(html)
                .contentType(MediaType.TEXT_HTML_TYPE)
                .header("Content-Security-Policy", POLICY);
    }

    /** Each line a paragraph; the first of the quote's has the id that links lead to. */
    private static String paragraphs(String text, int start, int end) {
        int from = start <= AROUND ? 0 : wordStart(text, boundary(text, start - AROUND), start);
        int to = text.length() - end <= AROUND ? text.length() : wordEnd(text, boundary(text, end + AROUND), end);
        StringBuilder html = new StringBuilder();
        boolean named = false;
        for (int at = from; at < to; ) {
            int newline = text.indexOf('\n', at);
            int stop = newline < 0 || newline > to ? to : newline;
            String line = text.substring(at, stop);
            if (!line.isBlank()) {
                int first = Math.clamp(start, at, stop);
                int last = Math.clamp(end, at, stop);
                html.append("<p dir=\"auto\">").append(at == from && from > 0 ? "… " : "");
                html.append(escaped(text.substring(at, first)));
                if (first < last) {
                    html.append(named ? "<mark>" : "<mark id=\"" + SourceLinks.QUOTE + "\">");
                    html.append(escaped(text.substring(first, last))).append("</mark>");
                    named = true;
                }
                html.append(escaped(text.substring(last, stop)));
                html.append(stop == to && to < text.length() ? " …" : "").append("</p>\n");
            }
            at = stop + 1;
        }
        return html.toString();
    }

    private static int wordStart(String text, int from, int start) {
        for (int at = from; at < Math.min(start, from + LONGEST_WORD); at++) {
            if (Character.isWhitespace(text.charAt(at))) {
                return at + 1;
            }
        }
        return from;
    }

    private static int wordEnd(String text, int to, int end) {
        for (int at = to; at > Math.max(end, to - LONGEST_WORD); at--) {
            if (Character.isWhitespace(text.charAt(at - 1))) {
                return at - 1;
            }
        }
        return to;
    }

    /** Not between the two halves of one character. */
    private static int boundary(String text, int at) {
        return at > 0 && at < text.length() && Character.isLowSurrogate(text.charAt(at)) ? at - 1 : at;
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
