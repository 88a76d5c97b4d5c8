package dev.footnote.index.lucene;

import dev.footnote.index.IndexDamagedException;
import dev.footnote.index.IndexException;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.apache.lucene.index.CorruptIndexException;
import org.apache.lucene.index.IndexFormatTooNewException;
import org.apache.lucene.index.IndexFormatTooOldException;
import org.apache.lucene.index.IndexNotFoundException;

/** Tells damage from other failures of the storage, and says what to do. */
final class StorageErrors {

    private StorageErrors() {}

    /**
     * Returns the error to throw.
     *
     * @param doing what failed, as in "reading"
     * @param place the index's directory
     */
    static IndexException of(String doing, Path place, Exception cause) {
        return switch (cause) {
            case IndexFormatTooNewException e ->
                new IndexException(
                        "The index in " + place
                                + " was written by a newer version: use that version, or set the index aside"
                                + " and let it be built again from the folder.",
                        e);
            case CorruptIndexException e -> damaged(doing, place, e);
            case IndexFormatTooOldException e -> damaged(doing, place, e);
            case IndexNotFoundException e -> damaged(doing, place, e);
            case EOFException e -> damaged(doing, place, e);
            case FileNotFoundException e -> damaged(doing, place, e);
            case NoSuchFileException e -> damaged(doing, place, e);
            default ->
                new IndexException(
                        "Failed in " + doing + " the index in " + place + ": " + cause.getMessage()
                                + ". See that the disk has space and that its files may be read and written.",
                        cause);
        };
    }

    /** Returns the error for damage that was found while {@code doing} something. */
    static IndexDamagedException damaged(String doing, Path place, Exception cause) {
        return new IndexDamagedException(
                "Found damage in " + doing + " the index in " + place + ": " + cause.getMessage()
                        + ". Set the index aside and let it be built again from the folder.",
                cause);
    }

    /** Returns the error for damage that we found ourselves. */
    static IndexDamagedException damaged(Path place, String found) {
        return new IndexDamagedException("Found damage in " + place + ": " + found
                + ". Set the index aside and let it be built again from the folder.");
    }
}
