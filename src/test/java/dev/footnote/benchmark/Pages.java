package dev.footnote.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.footnote.corpus.ContentHash;
import dev.footnote.corpus.Document;
import dev.footnote.corpus.DocumentId;
import dev.footnote.corpus.PassageSplitter;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/**
 * Pages as documents. Where there are not enough, the pages are taken again, each time from a place further on in their texts: the
 * passages of such a window lie otherwise than those of the page.
 */
final class Pages {

    static final String COLLECTION = "pages";

    private static final ObjectMapper JSON = new ObjectMapper();

    /** How much further on each round begins, in UTF-16 code units: about a third of a passage. */
    private static final int SHIFT = 347;

    /** A window shorter than this is left out. */
    private static final int SHORTEST = 400;

    private final List<Page> pages;

    private Pages(List<Page> pages) {
        this.pages = pages;
    }

    /** Reads a gzipped file of {@code {"_id", "title", "text"}} a line. */
    static Pages read(Path file) throws IOException {
        List<Page> pages = new ArrayList<>();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file), 1 << 16), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                JsonNode page = JSON.readTree(line);
                pages.add(new Page(
                        page.required("_id").textValue(),
                        page.required("title").textValue().strip(),
                        Normalizer.normalize(page.required("text").textValue(), Normalizer.Form.NFC)));
            }
        }
        return new Pages(pages);
    }

    /** Returns the documents whose passages are the first so many, or few more. Each is made when it is asked for. */
    List<Document> holding(int passages, PassageSplitter splitter) {
        List<Window> windows = new ArrayList<>();
        int found = 0;
        for (int round = 0; found < passages; round++) {
            int before = found;
            for (int page = 0; page < pages.size() && found < passages; page++) {
                if (round == 0 || pages.get(page).text().length() >= round * SHIFT + SHORTEST) {
                    Window window = new Window(page, round);
                    found += splitter.split(document(window)).size();
                    windows.add(window);
                }
            }
            if (found == before) {
                throw new IllegalArgumentException("the pages give " + found + " passages, fewer than " + passages);
            }
        }
        return new AbstractList<>() {
            @Override
            public Document get(int index) {
                return document(windows.get(index));
            }

            @Override
            public int size() {
                return windows.size();
            }
        };
    }

    private Document document(Window window) {
        Page page = pages.get(window.page);
        String path = window.round == 0 ? page.id : page.id + "#" + window.round;
        // Windows of a page that meet again at the end of a paragraph are still not the same to the encoder
        String title = window.round == 0 ? page.title : (page.title + " " + window.round).strip();
        String text = page.text.substring(start(page.text, window.round * SHIFT));
        return new Document(
                DocumentId.of(COLLECTION, path),
                COLLECTION,
                path,
                ContentHash.of(text),
                title,
                null,
                null,
                text,
                List.of(),
                List.of(),
                Map.of());
    }

    /** Returns where the word begins that follows an offset. */
    private static int start(String text, int offset) {
        int space = offset == 0 ? 0 : text.indexOf(' ', offset);
        return space < 0 ? offset : space;
    }

    private record Page(String id, String title, String text) {}

    private record Window(int page, int round) {}
}
