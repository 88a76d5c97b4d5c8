package dev.footnote.assistant;

import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a Markdown file of curated answers:
 *
 * <pre>{@code
 * ## How long may a visitor stay?
 * Also: What is the longest stay?; How many nights may a guest stay?
 *
 * A visitor may stay for 14 nights.[^1] For more, the harbour master must agree.[^2]
 *
 * [^1]: rules/berths.md "Visitors may stay at most 14 nights"
 * [^2]: harbour:rules/berths.md "with the consent of the harbour master"
 * }</pre>
 *
 * A heading is a question, what stands between two footnote marks is a sentence, and a footnote names a document by its path, perhaps with its
 * collection, and quotes it to the letter. An answer with a mistake is left out and reported; the others count.
 */
final class CuratedFile {

    private static final Pattern HEADING = Pattern.compile("^#{1,6}\\s+(.+?)\\s*#*$");
    private static final Pattern ALSO = Pattern.compile("(?i)^also:\\s*(.*)$");
    private static final Pattern FOOTNOTE = Pattern.compile("^\\[\\^([^\\]\\s]{1,40})]:\\s*(.*)$");
    private static final Pattern SOURCE = Pattern.compile("^(?:([\\p{L}\\p{N}_-]+):)?([^\"“]+?)\\s*[\"“](.+)[\"”]$");
    private static final Pattern MARKS = Pattern.compile("(?:\\[\\^[^\\]\\s]{1,40}]\\s*)+");
    private static final Pattern MARK = Pattern.compile("\\[\\^([^\\]\\s]{1,40})]");

    private static final int LONGEST_SENTENCE = 2000;

    private final Path file;
    private final List<CuratedAnswer> answers = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();

    private CuratedFile(Path file) {
        this.file = file;
    }

    /**
     * Reads a file's content.
     *
     * @param file what it is called in messages
     */
    static CuratedFile read(Path file, String content) {
        CuratedFile read = new CuratedFile(file);
        List<String> lines = Normalizer.normalize(content, Normalizer.Form.NFC)
                .replace("\uFEFF", "")
                .lines()
                .toList();
        int start = -1;
        for (int i = 0; i <= lines.size(); i++) {
            boolean begins = i == lines.size() || HEADING.matcher(lines.get(i)).matches();
            if (begins && start >= 0) {
                read.add(lines.subList(start, i), start + 1);
            }
            start = begins ? i : start;
        }
        return read;
    }

    List<CuratedAnswer> answers() {
        return answers;
    }

    /** Returns what is wrong, a sentence each, with file and line. */
    List<String> problems() {
        return problems;
    }

    private void add(List<String> lines, int number) {
        String place = file + ", line " + number;
        Matcher heading = HEADING.matcher(lines.getFirst());
        if (!heading.matches()) {
            return;
        }
        List<String> wordings = new ArrayList<>(List.of(heading.group(1)));
        Map<String, CuratedAnswer.Source> sources = new HashMap<>();
        StringBuilder text = new StringBuilder();
        for (String line : lines.subList(1, lines.size())) {
            Matcher also = ALSO.matcher(line);
            Matcher footnote = FOOTNOTE.matcher(line);
            if (also.matches()) {
                for (String wording : also.group(1).split(";", -1)) {
                    if (!wording.isBlank()) {
                        wordings.add(wording.strip());
                    }
                }
            } else if (footnote.matches()) {
                Matcher source = SOURCE.matcher(footnote.group(2).strip());
                if (!source.matches()) {
                    problems.add(place + ": the footnote [^" + footnote.group(1)
                            + "] must be a path and a quote such as: rules/berths.md \"at most 14 nights\".");
                    return;
                }
                sources.put(
                        footnote.group(1),
                        new CuratedAnswer.Source(
                                source.group(1), source.group(2).strip(), source.group(3)));
            } else {
                text.append(line.strip()).append(' ');
            }
        }
        if (text.toString().isBlank()) {
            // A heading that only holds others together
            return;
        }
        sentences(text.toString(), sources, place, wordings);
    }

    private void sentences(
            String text, Map<String, CuratedAnswer.Source> sources, String place, List<String> wordings) {
        for (String wording : wordings) {
            try {
                new Question(wording);
            } catch (InvalidQuestionException e) {
                problems.add(place + ": the question cannot be asked. " + e.getMessage());
                return;
            }
        }
        List<CuratedAnswer.CuratedSentence> sentences = new ArrayList<>();
        int start = 0;
        for (MatchResult marks : MARKS.matcher(text).results().toList()) {
            String sentence = text.substring(start, marks.start()).strip().replaceAll("\\s+", " ");
            List<CuratedAnswer.Source> cited = new ArrayList<>();
            for (MatchResult mark : MARK.matcher(marks.group()).results().toList()) {
                CuratedAnswer.Source source = sources.get(mark.group(1));
                if (source == null) {
                    problems.add(place + ": the footnote [^" + mark.group(1)
                            + "] is used, but not written below the answer. Add it.");
                    return;
                }
                cited.add(source);
            }
            if (sentence.isEmpty() || sentence.length() > LONGEST_SENTENCE) {
                problems.add(place + ": a footnote must follow 1 to " + LONGEST_SENTENCE
                        + " characters of text, but one follows " + sentence.length() + ".");
                return;
            }
            sentences.add(new CuratedAnswer.CuratedSentence(sentence, cited));
            start = marks.end();
        }
        String rest = text.substring(start).strip();
        if (!rest.isEmpty()) {
            problems.add(place + ": every sentence must have a footnote, but \""
                    + (rest.length() > 60 ? rest.substring(0, 60) + "…" : rest) + "\" has none.");
            return;
        }
        answers.add(new CuratedAnswer(place, wordings, sentences));
    }
}
