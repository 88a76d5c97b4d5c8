package dev.footnote.assistant;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.footnote.corpus.Document;
import dev.footnote.corpus.SentenceSplitter;
import dev.footnote.corpus.Span;
import dev.footnote.evaluation.BenchmarkFolder;
import dev.footnote.evaluation.BenchmarkQuestion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Makes sentences of which it is known whether a passage supports them, by a fixed seed, from benchmark folders: sentences of answers
 * that people wrote from a passage, sentences of a passage as they stand and in other words of the same meaning, and all of these with one
 * thing changed, or with another passage.
 */
final class SupportPairs {

    /** Kinds of true pairs begin with this. */
    static final String TRUE = "true: ";

    static final String AS_IT_STANDS = TRUE + "as it stands";

    private static final long SEED = 67;
    private static final int SHORTEST = 40;
    private static final int LONGEST = 400;

    /** Longer texts are no passages. */
    private static final int LONGEST_PASSAGE = 3000;

    private static final Pattern NUMBER = Pattern.compile(
            "(?<![\\p{L}\\p{N}.,-])\\d{1,3}(?:,\\d{3})+|(?<![\\p{L}\\p{N}.,-])\\d+(?:\\.\\d+)?(?![\\p{L}\\p{N}])");
    private static final Pattern YEAR = Pattern.compile("(?<![\\p{L}\\p{N}.,-])(1[5-9]|20)\\d\\d(?![\\p{L}\\p{N}])");
    private static final Pattern NUMBER_BUT_NO_YEAR =
            Pattern.compile("(?!(?:1[5-9]|20)\\d\\d(?!\\d))(?:" + NUMBER.pattern() + ")");
    private static final Pattern NUMBER_WORD = Pattern.compile(
            "\\b(two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty)\\b");
    private static final List<String> NUMBER_WORDS = List.of(
            "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "twenty",
            "thirty", "forty", "fifty");
    private static final List<String> DIGITS =
            List.of("2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12", "20", "30", "40", "50");
    private static final List<String> MONTHS = List.of(
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December");
    private static final Pattern MONTH = Pattern.compile("\\b(" + String.join("|", MONTHS) + ")\\b");
    private static final Pattern MONTH_FIRST =
            Pattern.compile("\\b(" + String.join("|", MONTHS) + ") (\\d{1,2}), ?(\\d{4})\\b");
    private static final Pattern DAY_FIRST =
            Pattern.compile("\\b(\\d{1,2}) (" + String.join("|", MONTHS) + ") (\\d{4})\\b");
    private static final Pattern NAME = Pattern.compile(
            "(?<=[a-z,;] )\\p{Lu}[\\p{L}'’.-]*\\p{L}(?: (?:of (?:the )?)?\\p{Lu}[\\p{L}'’.-]*\\p{L})*(?![\\p{L}\\p{N}])");
    private static final Pattern AUXILIARY = Pattern.compile(
            "\\b(is|are|was|were|has|have|had|can|could|will|would|may|might|must|should|did|does|do)\\b(?! not| n't|n't)");
    private static final Pattern DENIAL = Pattern.compile(
            " not\\b| never\\b|(?<=\\b(?:is|are|was|were|has|have|had|could|would|should|did|does|do)) ?n['’]t\\b");
    private static final Pattern PARENTHESIS = Pattern.compile(" \\([^()]{3,80}\\)");
    private static final Pattern ADVERB =
            Pattern.compile(" (?:also|however|usually|generally|typically|especially|particularly|additionally)\\b,?");
    private static final Pattern LEADING_TIME =
            Pattern.compile("^(In|On|By|During|After|Before|From|Since) ([^,]{4,40}), ([^,]+[^,.])\\.$");
    private static final Pattern SECOND_CLAUSE = Pattern.compile(
            "^(.{40,}?), (?:and (?:it|he|she|they|the|this|these|its)|but|while|which|with|although) .{20,}$");
    private static final String[] OPPOSITES = {
        "increased decreased",
        "increase decrease",
        "more less",
        "higher lower",
        "largest smallest",
        "first last",
        "before after",
        "north south",
        "northern southern",
        "eastern western",
        "east west",
        "positive negative",
        "won lost",
        "highest lowest",
        "larger smaller",
        "early late",
        "always never",
        "major minor",
        "best worst",
        "high low",
        "large small",
        "rich poor",
        "most least",
        "old new",
        "began ended",
        "started ended",
        "rose fell",
        "public private",
        "men women",
        "male female",
        "above below",
        "longer shorter",
        "majority minority",
        "improved worsened",
        "strong weak",
        "import export",
        "supported opposed",
        "successful unsuccessful",
        "legal illegal",
        "better worse"
    };

    /**
     * A sentence and a passage.
     *
     * @param kind how it was made; see {@link #supported}
     * @param source the benchmark folder
     * @param fitting whether weights may be fitted to it; the others are for measuring
     * @param document the passage is its whole text
     */
    record Pair(String kind, String source, boolean fitting, String sentence, Document document) {

        boolean supported() {
            return kind.startsWith(TRUE);
        }
    }

    private final Random random = new Random(SEED);
    private final SentenceSplitter splitter = new SentenceSplitter();
    private final List<Pair> pairs = new ArrayList<>();
    private final String source;
    private final List<Document> corpus;
    private final Map<String, List<Document>> holding = new HashMap<>();

    private SupportPairs(String source, List<Document> corpus) {
        this.source = source;
        this.corpus = corpus;
        corpus.forEach(document -> words(document.text())
                .forEach(word ->
                        holding.computeIfAbsent(word, key -> new ArrayList<>()).add(document)));
    }

    /**
     * Makes the pairs of one folder.
     *
     * @param most how many sentences to start from, of each origin
     */
    static List<Pair> of(Path folder, int most) throws IOException {
        BenchmarkFolder read = BenchmarkFolder.read(folder);
        SupportPairs pairs = new SupportPairs(
                read.set().name(),
                read.corpus().stream()
                        .filter(document -> document.text().length() <= LONGEST_PASSAGE)
                        .toList());
        pairs.fromCorpus(most);
        pairs.fromAnswers(read.set().questions(), most);
        Path conversations = folder.resolve("answerability.jsonl");
        if (Files.exists(conversations)) {
            pairs.fromConversations(conversations, most);
        }
        return pairs.pairs;
    }

    private void fromCorpus(int most) {
        List<Document> documents = new ArrayList<>(corpus);
        Collections.shuffle(documents, random);
        for (Document document : documents.subList(0, Math.min(most, documents.size()))) {
            List<Span> sentences = splitter.split(document.text());
            int at = random.nextInt(sentences.size());
            String sentence = sentences.get(at).of(document.text()).replaceAll("\\s+", " ");
            if (!fits(sentence)) {
                continue;
            }
            add(AS_IT_STANDS, sentence, document);
            List<String> edited = edited(sentence);
            edited.forEach(edit -> add(TRUE + "edited", edit, document));
            if (at + 1 < sentences.size()) {
                String next = sentences.get(at + 1).of(document.text()).replaceAll("\\s+", " ");
                if (fits(next)) {
                    add(
                            TRUE + "two in one",
                            sentence.replaceAll("\\.$", "") + ", and " + Character.toLowerCase(next.charAt(0))
                                    + next.substring(1),
                            document);
                }
            }
            changed(edited.isEmpty() || random.nextBoolean() ? sentence : edited.getFirst(), document, "sentence");
        }
    }

    private void fromAnswers(List<BenchmarkQuestion> questions, int most) {
        Map<String, Document> byId = corpus.stream().collect(Collectors.toMap(Document::path, document -> document));
        int left = most;
        for (BenchmarkQuestion question : questions) {
            Document document = byId.get(question.document());
            if (document == null || question.evidence().isEmpty()) {
                continue;
            }
            for (String answer : question.answers()) {
                for (Span span : splitter.split(answer)) {
                    String sentence = span.of(answer).replaceAll("\\s+", " ");
                    if (fits(sentence) && left-- > 0) {
                        add(TRUE + "written", sentence, document);
                        changed(sentence, document, "written");
                    }
                }
            }
        }
    }

    /** Of the documents that an answer was written from, the one that shares most words with a sentence counts as its passage. */
    private void fromConversations(Path file, int most) throws IOException {
        Map<String, Document> byId = corpus.stream().collect(Collectors.toMap(Document::path, document -> document));
        ObjectMapper json = new ObjectMapper();
        int left = most;
        for (String line : Files.readAllLines(file)) {
            JsonNode row = json.readTree(line);
            if (!row.get("answerable").asText().equals("ANSWERABLE")) {
                continue;
            }
            String reference = row.get("reference").asText();
            List<Document> documents = new ArrayList<>();
            row.get("documents")
                    .forEach(id -> Optional.ofNullable(byId.get(id.asText())).ifPresent(documents::add));
            for (Span span : splitter.split(reference)) {
                String sentence = span.of(reference).replaceAll("\\s+", " ");
                if (!fits(sentence)
                        || sentence.endsWith("?")
                        || sentence.matches("(?i).*\\b(documents?|sorry|information|you)\\b.*")) {
                    continue;
                }
                Set<String> words = words(sentence);
                Optional<Document> nearest = documents.stream()
                        .max(Comparator.comparingLong(document -> words(document.text()).stream()
                                .filter(words::contains)
                                .count()));
                if (nearest.isPresent() && left-- > 0) {
                    add(TRUE + "conversation", sentence, nearest.get());
                    changed(sentence, nearest.get(), "conversation");
                }
            }
        }
    }

    private static boolean fits(String sentence) {
        return sentence.length() >= SHORTEST && sentence.length() <= LONGEST && sentence.matches(".*[.!?][\"”’)]*");
    }

    /** Says the same in other words. */
    private List<String> edited(String sentence) {
        List<String> edited = new ArrayList<>();
        edited.add(sentence.replace("is not ", "isn't ")
                .replace("was not ", "wasn't ")
                .replace("did not ", "didn't ")
                .replace("do not ", "don't "));
        edited.add(sentence.replace("isn't ", "is not ")
                .replace("wasn't ", "was not ")
                .replace("don't ", "do not "));
        edited.add(PARENTHESIS.matcher(sentence).replaceAll(""));
        edited.add(ADVERB.matcher(sentence).replaceAll(""));
        edited.add(MONTH_FIRST.matcher(sentence).replaceAll("$2 $1 $3"));
        edited.add(DAY_FIRST.matcher(sentence).replaceAll("$2 $1, $3"));
        edited.add(LEADING_TIME
                .matcher(sentence)
                .replaceAll(match -> Matcher.quoteReplacement(
                        match.group(3) + " " + match.group(1).toLowerCase(Locale.ROOT) + " " + match.group(2) + ".")));
        edited.add(SECOND_CLAUSE.matcher(sentence).replaceAll("$1."));
        edited.add(NUMBER_WORD.matcher(sentence).replaceAll(match -> DIGITS.get(NUMBER_WORDS.indexOf(match.group()))));
        edited.add(sentence.replaceAll("(?<=\\d),(?=\\d{3}\\b)", ""));
        edited.add(sentence.replaceAll("(?<=\\d)%", " percent").replaceAll("\\bUnited States\\b", "U.S."));
        edited.add(sentence.replaceAll("\\bhas been\\b", "was")
                .replaceAll("\\bsuch as\\b", "including")
                .replaceAll("\\bbecause\\b", "since")
                .replaceAll("\\blarge\\b", "big")
                .replaceAll("\\bbegan\\b", "started")
                .replaceAll("\\bvery\\b ", "")
                .replaceAll("\\bfor example, ", ""));
        edited.removeIf(edit -> edit.equals(sentence) || edit.length() < SHORTEST);
        Collections.shuffle(edited, random);
        return edited;
    }

    private void changed(String sentence, Document document, String origin) {
        number(sentence, document).ifPresent(change -> add("number (" + origin + ")", change, document));
        year(sentence).ifPresent(change -> add("year or date (" + origin + ")", change, document));
        name(sentence, document, true)
                .ifPresent(change -> add("name of the passage (" + origin + ")", change, document));
        name(sentence, document, false).ifPresent(change -> add("name of another (" + origin + ")", change, document));
        one(AUXILIARY, sentence, match -> match.group() + " not")
                .filter(change -> !DENIAL.matcher(sentence).find())
                .ifPresent(change -> add("negation inserted (" + origin + ")", change, document));
        one(DENIAL, sentence, match -> "")
                .ifPresent(change -> add("negation removed (" + origin + ")", change, document));
        opposite(sentence).ifPresent(change -> add("opposite (" + origin + ")", change, document));
        roles(sentence).ifPresent(change -> add("roles turned round (" + origin + ")", change, document));
        Document other = corpus.get(random.nextInt(corpus.size()));
        if (!other.title().equals(document.title()) || document.title().isEmpty()) {
            add("other passage, random (" + origin + ")", sentence, other);
        }
        nearest(sentence, document).ifPresent(near -> add("other passage, near (" + origin + ")", sentence, near));
    }

    private Optional<String> number(String sentence, Document document) {
        List<String> others = NUMBER.matcher(document.text())
                .results()
                .map(MatchResult::group)
                .filter(number ->
                        !sentence.contains(number) && !YEAR.matcher(number).matches())
                .toList();
        Optional<String> changed = one(NUMBER_BUT_NO_YEAR, sentence, match -> {
            if (!others.isEmpty() && random.nextInt(3) == 0) {
                return others.get(random.nextInt(others.size()));
            }
            String digits = match.group();
            int at = random.nextInt(digits.length());
            while (!Character.isDigit(digits.charAt(at))) {
                at = random.nextInt(digits.length());
            }
            int other = 1 + (digits.charAt(at) - '0' + random.nextInt(8)) % 9;
            return digits.substring(0, at) + other + digits.substring(at + 1);
        });
        return changed.or(() -> one(NUMBER_WORD, sentence, match -> {
                    int place = NUMBER_WORDS.indexOf(match.group());
                    int other = (place + 1 + random.nextInt(NUMBER_WORDS.size() - 1)) % NUMBER_WORDS.size();
                    return NUMBER_WORDS.get(other);
                }))
                .filter(change -> !change.equals(sentence));
    }

    private Optional<String> year(String sentence) {
        if (MONTH.matcher(sentence).find() && random.nextBoolean()) {
            return one(
                    MONTH,
                    sentence,
                    match -> MONTHS.get((MONTHS.indexOf(match.group()) + 1 + random.nextInt(11)) % 12));
        }
        return one(YEAR, sentence, match -> {
            int by = 1 + random.nextInt(20);
            return Integer.toString(Integer.parseInt(match.group()) + (random.nextBoolean() ? by : -by));
        });
    }

    private Optional<String> name(String sentence, Document document, boolean ofPassage) {
        Document from = ofPassage ? document : corpus.get(random.nextInt(corpus.size()));
        List<String> names = NAME.matcher(from.text())
                .results()
                .map(MatchResult::group)
                .filter(name -> !sentence.contains(name) && Collections.disjoint(words(name), words(sentence)))
                .filter(name ->
                        ofPassage || Collections.disjoint(words(name), words(document.title() + " " + document.text())))
                .filter(name -> !MONTH.matcher(name).find())
                .distinct()
                .toList();
        if (names.isEmpty()) {
            return Optional.empty();
        }
        return one(
                        NAME,
                        sentence,
                        match -> MONTH.matcher(match.group()).find()
                                ? match.group()
                                : names.get(random.nextInt(names.size())))
                .filter(change -> !change.equals(sentence));
    }

    private Optional<String> opposite(String sentence) {
        List<String> pairs = new ArrayList<>(List.of(OPPOSITES));
        Collections.shuffle(pairs, random);
        for (String pair : pairs) {
            String[] words = pair.split(" ", -1);
            for (int i = 0; i < 2; i++) {
                String other = words[1 - i];
                Optional<String> changed = one(Pattern.compile("\\b" + words[i] + "\\b"), sentence, match -> other);
                if (changed.isPresent()) {
                    return changed;
                }
            }
        }
        return Optional.empty();
    }

    /** Exchanges two names that a verb stands between. */
    private Optional<String> roles(String sentence) {
        List<MatchResult> names = Pattern.compile(
                        "(?:^|(?<=[a-z,;] ))(?:The )?\\p{Lu}[\\p{L}'’.-]*\\p{L}(?: \\p{Lu}[\\p{L}'’.-]*\\p{L})*(?![\\p{L}\\p{N}])")
                .matcher(sentence)
                .results()
                .filter(name -> name.start() > 0 || name.group().contains(" "))
                .toList();
        for (int i = 0; i + 1 < names.size(); i++) {
            MatchResult one = names.get(i);
            MatchResult other = names.get(i + 1);
            String between = sentence.substring(one.end(), other.start());
            boolean acts = between.matches(".*\\b\\p{L}+(ed|s|was|by|won|led|beat|made|gave|took|wrote|from)\\b.*")
                    && !between.matches(".*[,;:]| (and|or|of|the|&) ?.*");
            if (acts && !one.group().contains(other.group()) && !other.group().contains(one.group())) {
                return Optional.of(sentence.substring(0, one.start())
                        + other.group()
                        + between
                        + one.group()
                        + sentence.substring(other.end()));
            }
        }
        return Optional.empty();
    }

    /** Returns the passage that shares the rarest words with a sentence without holding nearly all of them. */
    private Optional<Document> nearest(String sentence, Document own) {
        Map<Document, Double> shared = new HashMap<>();
        double whole = 0;
        for (String word : words(sentence)) {
            List<Document> documents = holding.getOrDefault(word, List.of());
            double rarity = Math.log(1 + (double) corpus.size() / (1 + documents.size()));
            whole += rarity;
            documents.forEach(document -> shared.merge(document, rarity, Double::sum));
        }
        double most = 0.85 * whole;
        return shared.entrySet().stream()
                .filter(entry -> !entry.getKey().equals(own) && entry.getValue() < most)
                .max(Map.Entry.<Document, Double>comparingByValue()
                        .thenComparing(entry -> entry.getKey().path()))
                .map(Map.Entry::getKey);
    }

    private Optional<String> one(Pattern pattern, String sentence, Function<MatchResult, String> change) {
        List<MatchResult> places = pattern.matcher(sentence).results().toList();
        if (places.isEmpty()) {
            return Optional.empty();
        }
        MatchResult place = places.get(random.nextInt(places.size()));
        return Optional.of(
                sentence.substring(0, place.start()) + change.apply(place) + sentence.substring(place.end()));
    }

    private static Set<String> words(String text) {
        return new HashSet<>(List.of(text.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+")));
    }

    private void add(String kind, String sentence, Document document) {
        String half = document.title().isEmpty() ? document.path() : document.title();
        pairs.add(new Pair(kind, source, (half.hashCode() & 0x40) == 0, sentence, document));
    }
}
