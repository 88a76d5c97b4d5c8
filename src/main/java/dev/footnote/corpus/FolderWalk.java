package dev.footnote.corpus;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** One look through a folder and all in it. Follows no links to folders, so that it ends, and opens no file. Used once. */
final class FolderWalk {

    private final Path root;
    private final Set<String> extensions;
    private final TreeMap<String, FolderFile> files = new TreeMap<>();
    private final List<FolderProblem> problems = new ArrayList<>();
    private final Set<String> unseen = new HashSet<>();
    private final Deque<Folder> pending = new ArrayDeque<>();

    /** A folder to look through; {@code prefix} comes before the names in it, and is empty or ends with a slash. */
    private record Folder(Path location, String prefix) {}

    /**
     * @param root the folder to look through
     * @param extensions those of the files wanted
     */
    FolderWalk(Path root, Set<String> extensions) {
        this.root = root;
        this.extensions = extensions;
    }

    /** Returns the folder after all links are followed, if it is one. */
    static Path realRoot(Path root) {
        try {
            Path real = root.toRealPath();
            if (!Files.isDirectory(real)) {
                throw new CorpusFolderException("There should be a folder of documents at " + root
                        + ", but it is a file. Name the folder that holds the documents.");
            }
            return real;
        } catch (NoSuchFileException e) {
            throw new CorpusFolderException(
                    "There should be a folder of documents at " + root
                            + ", but nothing is there. Make it, mount it or name another.",
                    e);
        } catch (IOException e) {
            throw unreadableRoot(root, e);
        }
    }

    private static CorpusFolderException unreadableRoot(Path root, IOException cause) {
        return new CorpusFolderException(
                "The folder of documents at " + root + " could not be read ("
                        + cause.getClass().getSimpleName()
                        + "). Give the user that Footnote runs as permission to read it.",
                cause);
    }

    Listing walk() {
        Path realRoot = realRoot(root);
        pending.push(new Folder(realRoot, ""));
        while (!pending.isEmpty()) {
            Folder folder = pending.pop();
            try {
                for (Path entry : entries(folder.location())) {
                    visit(realRoot, folder, entry);
                }
            } catch (IOException e) {
                if (folder.prefix().isEmpty()) {
                    throw unreadableRoot(root, e);
                }
                unreadable(folder.prefix().substring(0, folder.prefix().length() - 1), e);
            }
        }
        // A volume that was unmounted meanwhile must not look like deleted files
        realRoot(root);
        problems.sort(Comparator.comparing(FolderProblem::path).thenComparing(FolderProblem::reason));
        return new Listing(List.copyOf(files.values()), problems, unseen);
    }

    private static List<Path> entries(Path folder) throws IOException {
        List<Path> entries = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
            stream.forEach(entries::add);
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        entries.sort(Comparator.naturalOrder());
        return entries;
    }

    private void visit(Path realRoot, Folder folder, Path entry) {
        String name = FileName.exact(entry);
        if (name == null) {
            problem(folder.prefix() + FileName.of(entry), "Its name should be UTF-8, but is not. Rename it.");
            return;
        }
        if (name.startsWith(".") || name.endsWith(FileName.SIDECAR)) {
            return;
        }
        String path = folder.prefix() + name;
        try {
            BasicFileAttributes attributes =
                    Files.readAttributes(entry, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (attributes.isDirectory()) {
                pending.push(new Folder(entry, path + "/"));
            } else if (attributes.isSymbolicLink()) {
                visitLink(realRoot, path, entry);
            } else {
                visitFile(realRoot, path, entry, entry, attributes);
            }
        } catch (NoSuchFileException e) {
            // deleted since the folder was read: the same as never seen
        } catch (IOException e) {
            unreadable(path, e);
        }
    }

    private void visitLink(Path realRoot, String path, Path entry) throws IOException {
        Path real;
        try {
            real = entry.toRealPath();
        } catch (NoSuchFileException e) {
            problem(path, "It is a symbolic link that leads nowhere. Remove it, or put the file in its place.");
            return;
        } catch (AccessDeniedException e) {
            throw e;
        } catch (FileSystemException e) {
            // Linux reports a loop as this, without a type of its own
            problem(
                    path,
                    "It is a symbolic link that leads round in a circle. Remove it, or put the file in its place.");
            return;
        }
        BasicFileAttributes attributes =
                Files.readAttributes(real, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (attributes.isDirectory()) {
            problem(
                    path,
                    "It is a symbolic link to a folder; such links are not followed. Put the folder itself here.");
        } else {
            visitFile(realRoot, path, entry, real, attributes);
        }
    }

    private void visitFile(Path realRoot, String path, Path entry, Path real, BasicFileAttributes attributes) {
        String refusal = SafeFile.refusal(realRoot, real, attributes);
        String extension = FileName.extension(path);
        if (refusal != null) {
            problem(path, refusal);
        } else if (!extensions.contains(extension)) {
            problem(path, unknownKind(extension, extensions));
        } else if (files.containsKey(path)) {
            problem(
                    path,
                    "Another file has the same name, written with other Unicode characters. Rename one of the two.");
        } else {
            files.put(path, new FolderFile(path, attributes.size(), stamp(entry, attributes), entry));
        }
    }

    private static String stamp(Path entry, BasicFileAttributes attributes) {
        String stamp = attributes.size() + "@" + attributes.lastModifiedTime().toInstant() + "#" + attributes.fileKey();
        try {
            BasicFileAttributes sidecar = Files.readAttributes(
                    FileName.sidecarOf(entry), BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            return stamp + "+" + sidecar.size() + "@"
                    + sidecar.lastModifiedTime().toInstant() + "#" + sidecar.fileKey();
        } catch (IOException e) {
            return stamp;
        }
    }

    static String unknownKind(String extension, Set<String> extensions) {
        String wanted = String.join(", .", new TreeSet<>(extensions));
        return (extension.isEmpty() ? "It has no extension that tells its kind" : "Kind not read yet: ." + extension)
                + "; read are ." + wanted + ".";
    }

    private void unreadable(String path, IOException cause) {
        unseen.add(path);
        String found = cause instanceof AccessDeniedException
                ? "Footnote may not read it. Give the user that Footnote runs as permission to read it."
                : "The system could not read it (" + cause.getClass().getSimpleName()
                        + "). Check the disk and try again.";
        problem(path, found + " Documents in it stay as they were.");
    }

    private void problem(String path, String reason) {
        problems.add(new FolderProblem(path, reason));
    }
}
