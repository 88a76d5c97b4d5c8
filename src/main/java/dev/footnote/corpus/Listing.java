package dev.footnote.corpus;

import java.util.List;
import java.util.Set;

/**
 * What a corpus folder holds at one time.
 *
 * @param files sorted by path; no two have the same path
 * @param problems sorted by path
 * @param unseen paths of files and folders that could not be looked at
 */
public record Listing(List<FolderFile> files, List<FolderProblem> problems, Set<String> unseen) {

    public Listing {
        files = List.copyOf(files);
        problems = List.copyOf(problems);
        unseen = Set.copyOf(unseen);
    }

    /**
     * Tells whether a file may be in the folder although it is not among {@link #files}, since it, or a folder above it, could not be
     * looked at. A document may be taken as deleted only where this is false.
     *
     * @param path relative to the folder, in NFC, separated by {@code /}
     */
    public boolean mayHold(String path) {
        for (int end = path.length(); end > 0; end = path.lastIndexOf('/', end - 1)) {
            if (unseen.contains(path.substring(0, end))) {
                return true;
            }
        }
        return false;
    }
}
