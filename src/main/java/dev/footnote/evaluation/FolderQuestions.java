package dev.footnote.evaluation;

import dev.footnote.corpus.CorpusFolder;
import dev.footnote.corpus.FolderFile;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Someone's own questions about their own folder of documents, one a line: {@code {"question", "expected"?, "document"?}}. Expected: the
 * words that must be found, one text or a list of which any will do; where it is absent or empty, the documents do not answer the question; where
 * it is null, it is still to be written, which is an error.
 * Document: the path, in the folder, of the file that holds the answer. A question is known by its text.
 *
 * @param folder the folder of documents
 * @param set the questions
 */
public record FolderQuestions(Path folder, QuestionSet set) {

    /**
     * Reads the questions.
     *
     * @throws BenchmarkException if they are not as they must be; the message names the file, the line and the field
     * @throws dev.footnote.corpus.CorpusFolderException if the folder is missing or cannot be listed
     */
    public static FolderQuestions read(Path folder, Path file) {
        Set<String> paths = new CorpusFolder(BenchmarkFolder.COLLECTION, folder)
                .list().files().stream().map(FolderFile::path).collect(Collectors.toUnmodifiableSet());
        List<BenchmarkQuestion> questions =
                JsonLines.readDistinct(file, "question", BenchmarkQuestion::id, row -> question(row, folder, paths));
        if (questions.isEmpty()) {
            throw new BenchmarkException(file + " must hold a question a line, but there is none.");
        }
        return new FolderQuestions(
                folder, new QuestionSet(String.valueOf(file.getFileName()), List.of(), questions, List.of()));
    }

    private static BenchmarkQuestion question(JsonLines.Row row, Path folder, Set<String> paths) {
        String text = row.question("question");
        if (row.isNull("expected")) {
            throw row.failure(
                    "expected",
                    "the words that must be found, or no such field where the documents do not answer the question",
                    "null: somebody disliked the answer, and what it ought to be is still to be written");
        }
        String document = Normalizer.normalize(row.textOr("document", ""), Normalizer.Form.NFC);
        if (!document.isEmpty() && !paths.contains(document)) {
            throw row.failure("document", "the path of a readable file in " + folder, document);
        }
        return new BenchmarkQuestion(text, text, List.of(), row.textOrTexts("expected"), List.of(), document);
    }
}
