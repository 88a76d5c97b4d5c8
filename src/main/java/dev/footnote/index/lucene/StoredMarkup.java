package dev.footnote.index.lucene;

import dev.footnote.corpus.Markup;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.store.ByteArrayDataInput;
import org.apache.lucene.store.ByteBuffersDataOutput;
import org.apache.lucene.util.BytesRef;

/**
 * Markup as bytes: for each range its kind, how far it begins behind the one before, its length and, for a link, its target. Numbers take
 * as few bytes as they need, since a range never begins before the one before.
 */
final class StoredMarkup {

    /** What the numbers of kinds mean. A change raises {@link LucenePassageIndex#SCHEMA}. */
    private static final List<Markup.Kind> KINDS = List.of(
            Markup.Kind.QUOTE,
            Markup.Kind.LIST,
            Markup.Kind.ITEM,
            Markup.Kind.TABLE,
            Markup.Kind.ROW,
            Markup.Kind.HEADER_CELL,
            Markup.Kind.CELL,
            Markup.Kind.CODE_BLOCK,
            Markup.Kind.STRONG,
            Markup.Kind.EMPHASIS,
            Markup.Kind.CODE,
            Markup.Kind.LINK);

    private StoredMarkup() {}

    static byte[] write(List<Markup> markup) throws IOException {
        ByteBuffersDataOutput bytes = new ByteBuffersDataOutput();
        int before = 0;
        for (Markup range : markup) {
            bytes.writeByte((byte) KINDS.indexOf(range.kind()));
            bytes.writeVInt(range.start() - before);
            bytes.writeVInt(range.end() - range.start());
            if (range.target() != null) {
                bytes.writeString(range.target());
            }
            before = range.start();
        }
        return bytes.toArrayCopy();
    }

    static List<Markup> read(BytesRef stored) throws IOException {
        ByteArrayDataInput bytes = new ByteArrayDataInput(stored.bytes, stored.offset, stored.length);
        List<Markup> markup = new ArrayList<>();
        int start = 0;
        while (!bytes.eof()) {
            Markup.Kind kind = KINDS.get(bytes.readByte());
            start += bytes.readVInt();
            int end = start + bytes.readVInt();
            markup.add(new Markup(start, end, kind, kind == Markup.Kind.LINK ? bytes.readString() : null));
        }
        return markup;
    }
}
