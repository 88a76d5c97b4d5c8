package dev.footnote.corpus;

import java.util.Set;

/** Gets text out of files of one kind. Safe for use by many threads. */
interface DocumentReader {

    /** Returns the extensions of the files it reads, in lower case, without the dot. */
    Set<String> extensions();

    /**
     * Reads a file.
     *
     * @param content all bytes of the file
     * @throws UnreadableFileException if they are not what the extension says
     */
    Extract read(byte[] content) throws UnreadableFileException;
}
