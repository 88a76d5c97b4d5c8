package dev.footnote.corpus;

import java.nio.file.Path;

/**
 * A file of a corpus folder that a document can be read from.
 *
 * @param path relative to the folder, in NFC, separated by {@code /}
 * @param size its size in bytes when it was listed
 * @param stamp opaque; equal stamps mean that neither the file nor its sidecar has been written since, as far as their sizes and times
 *     tell
 * @param location where it lies; its name there need not be in NFC
 */
public record FolderFile(String path, long size, String stamp, Path location) {}
