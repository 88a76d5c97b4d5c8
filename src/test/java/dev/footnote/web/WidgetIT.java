package dev.footnote.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The chat widget in a real browser, before a service that does what each test says. Skipped where no Chromium is installed. */
class WidgetIT {

    private static final String SENTENCE = "The harbour of Ardmore was founded in 1838.";

    @TempDir
    static Path folder;

    private static Browser browser;
    private static ScriptedService service;
    private static ScriptedService elsewhere;

    @BeforeAll
    static void start() throws IOException {
        browser = new Browser(folder);
        service = new ScriptedService();
        elsewhere = new ScriptedService();
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            browser.close();
            service.close();
            elsewhere.close();
        }
    }

    @AfterEach
    void forget() {
        assertThat(service.mistakes()).isEmpty();
        service.clear();
    }

    @Test
    void beforeTheFirstClickThereIsALauncherAndNothingElseIsLoaded() {
        Browser.Page page = host("", "");
        page.awaitElement(".launcher");
        assertThat(page.requests()).noneMatch(address -> address.contains("chat.js") || address.contains("/v1/sugg"));
        page.click(".launcher");
        page.awaitElement(".question-box");
        assertThat(page.property(".launcher", "node.getAttribute('aria-expanded')")
                        .asText())
                .isEqualTo("true");
    }

    @Test
    void anAnswerIsShownWithItsFootnoteTheCardOverItAndTheSourceAtTheQuotedWords() {
        service.document("Before it. " + SENTENCE + " After it.");
        ObjectNode answer = ScriptedService.answer("a", SENTENCE, SENTENCE);
        ((ObjectNode) answer.get("citations").get(0)).put("start", 11).put("end", 11 + SENTENCE.length());
        service.onQuestion(ScriptedService.whole(answer));
        Browser.Page page = opened();
        ask(page, "When was it founded?");

        assertThat(page.text(".prose")).contains(SENTENCE);
        assertThat(page.text("[role=status]")).contains(SENTENCE);
        page.hover(".footnote");
        page.awaitText(".card", SENTENCE);
        assertThat(page.text(".card")).contains("The harbour › Berths");
        page.click(".footnote");
        page.awaitElement("mark.chosen");
        assertThat(page.text("mark.chosen")).isEqualTo(SENTENCE);
        page.press("Escape");
        page.await("!document.querySelector('footnote-chat').shadowRoot.querySelector('.drawer')");
        assertThat(focused(page)).contains("footnote");
        assertThat(page.complaints()).isEmpty();
    }

    @Test
    void whatALanguageModelWritesAppearsAtOnceWithItsFootnotesWhereTheyBelong() throws InterruptedException {
        CountDownLatch seen = new CountDownLatch(1);
        ObjectNode answer = ScriptedService.answer("a", SENTENCE, SENTENCE);
        service.onQuestion(reply -> {
            reply.begin();
            reply.meta("a");
            reply.status("generating");
            reply.delta("The **harbour** of Ardmore ");
            reply.delta("was founded in 1838. It is");
            reply.event("citation", ScriptedService.citation(1, SENTENCE).put("after", 47));
            assertThat(seen.await(20, TimeUnit.SECONDS)).isTrue();
            reply.event("answer.completed", answer);
        });
        Browser.Page page = opened();
        page.type("When was it founded?");
        page.press("Enter");
        page.awaitElement(".draft .footnote");
        assertThat(page.text(".draft")).startsWith("The harbour of Ardmore was founded in 1838.");
        assertThat(page.count(".draft strong")).isEqualTo(1);
        assertThat(page.property(".scroll", "node.getAttribute('aria-busy')").asText())
                .isEqualTo("true");
        assertThat(page.property(".draft .footnote", "node.previousSibling.textContent")
                        .asText())
                .endsWith("1838.");
        seen.countDown();
        settled(page);
        assertThat(page.text(".prose")).doesNotContain("It is").contains(SENTENCE);
    }

    @Test
    void aLongAnswerTakesTheDraftsPlacePieceByPieceAndWhole() {
        List<String> sentences = IntStream.range(0, 200)
                .mapToObj(i -> "Boat " + i + " has a *mast* of oak.")
                .toList();
        String text = String.join("\n\n", sentences);
        ObjectNode answer = ScriptedService.answer("a", text, SENTENCE);
        ArrayNode told = answer.putArray("sentences");
        for (String sentence : sentences) {
            told.addObject()
                    .put("start", text.indexOf(sentence))
                    .put("end", text.indexOf(sentence) + sentence.length())
                    .put("support", 0.9)
                    .putArray("citations")
                    .add(1);
        }
        service.onQuestion(reply -> {
            reply.begin();
            reply.meta("a");
            reply.status("generating");
            reply.delta(text);
            reply.event("answer.completed", answer);
        });
        Browser.Page page = opened();
        ask(page, "Which boats are there?");
        assertThat(page.count(".prose p")).isEqualTo(200);
        assertThat(page.count(".prose .footnote")).isEqualTo(200);
        assertThat(page.count(".draft")).isZero();
        assertThat(page.property(
                                ".prose",
                                "[...node.querySelectorAll('p')].map(p => p.textContent.match(/\\d+/)[0]).every((n, i) => Number(n) === i)")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void aFirstQuestionThatFailsIsAskedAgainAsTheFirst() {
        service.onQuestion(reply -> {
            reply.begin();
            reply.meta("a");
            reply.event(
                    "error",
                    ScriptedService.JSON.createObjectNode().put("status", 504).put("detail", "That took too long."));
        });
        service.onQuestion(ScriptedService.whole(ScriptedService.answer("b", SENTENCE, SENTENCE)));
        Browser.Page page = opened();
        ask(page, "When was it founded?");
        assertThat(page.text(".failure")).contains("That took too long.");
        page.click(".failure button");
        page.awaitText(".prose", SENTENCE);
        assertThat(service.asked().get(1).has("conversation_id")).isFalse();
    }

    @Test
    void aConversationThatIsNotKeptAnyMoreBeginsAnew() {
        service.onQuestion(ScriptedService.whole(ScriptedService.answer("a", "First.", "First.")));
        service.onQuestion(ScriptedService.refusal(404, Map.of(), "There is no conversation with this id."));
        service.onQuestion(ScriptedService.whole(ScriptedService.answer("b", SENTENCE, SENTENCE)));
        Browser.Page page = opened();
        ask(page, "One?");
        ask(page, "Two?");
        page.awaitText(".turn:last-of-type .prose", SENTENCE);
        assertThat(service.asked())
                .extracting(asked -> asked.has("conversation_id"))
                .containsExactly(false, true, false);
    }

    @Test
    void anErrorThatIsToldAfterAReconnectIsShownAndNotWaitedOut() {
        service.onQuestion(reply -> {
            reply.begin();
            reply.meta("a");
            reply.delta("The harbour ");
        });
        service.onResumption(reply -> {
            reply.begin(2);
            reply.event(
                    "error",
                    ScriptedService.JSON
                            .createObjectNode()
                            .put("status", 503)
                            .put("detail", "The model is overloaded."));
        });
        Browser.Page page = opened();
        ask(page, "When was it founded?");
        assertThat(page.text(".failure")).contains("The model is overloaded.");
    }

    @Test
    void whatIsAskedAgainBehindAFailedQuestionFollowsTheLastAnswerThereIs() {
        service.onQuestion(ScriptedService.whole(ScriptedService.answer("a", "First.", "First.")));
        service.onQuestion(ScriptedService.refusal(500, Map.of(), "Something broke."));
        service.onQuestion(ScriptedService.whole(ScriptedService.answer("c", "Third.", "Third.")));
        service.onQuestion(ScriptedService.whole(ScriptedService.answer("d", "Fourth.", "Fourth.")));
        Browser.Page page = opened();
        ask(page, "One?");
        ask(page, "Two?");
        ask(page, "Three?");
        page.awaitText(".turn:last-of-type .prose", "Third.");
        page.click(".turn:last-of-type .again");
        page.awaitText(".turn:last-of-type .prose", "Fourth.");
        assertThat(service.asked().get(3).get("parent_id").asText()).isEqualTo("a");
    }

    @Test
    void stopClosesTheConnectionAndKeepsWhatWasWritten() throws InterruptedException {
        CountDownLatch left = new CountDownLatch(1);
        service.onQuestion(reply -> {
            reply.begin();
            reply.meta("a");
            reply.status("generating");
            reply.delta("A beginning of an answer");
            try {
                for (int i = 0; i < 400 && !left.await(50, TimeUnit.MILLISECONDS); i++) {
                    reply.comment();
                }
            } catch (IOException e) {
                left.countDown();
            }
        });
        Browser.Page page = opened();
        page.type("Tell me everything.");
        page.press("Enter");
        page.awaitText(".draft", "A beginning");
        page.click(".stop");
        settled(page);
        assertThat(left.await(20, TimeUnit.SECONDS)).isTrue();
        Awaitility.await().until(() -> service.stopped().equals(List.of("a")));
        assertThat(page.text(".turn")).contains("A beginning of an answer", "Stopped.");
    }

    @Test
    void aLostConnectionGoesOnBehindTheLastEventAndTheQuestionIsAskedOnce() {
        List<String> seen = new ArrayList<>();
        ObjectNode answer = ScriptedService.answer("a", SENTENCE, SENTENCE);
        service.onQuestion(reply -> {
            reply.begin();
            reply.meta("a");
            reply.status("generating");
            reply.delta("The harbour ");
        });
        service.onResumption(reply -> {
            seen.add(reply.lastSeen());
            reply.begin(3);
            reply.delta("of Ardmore");
        });
        service.onResumption(reply -> {
            seen.add(reply.lastSeen());
            reply.begin(4);
            reply.event("answer.completed", answer);
        });
        Browser.Page page = opened();
        ask(page, "When was it founded?");
        assertThat(page.text(".prose")).contains(SENTENCE);
        assertThat(seen).containsExactly("3", "4");
        assertThat(service.asked()).hasSize(1);
    }

    @Test
    void aConversationSurvivesAReloadAndSoDoesAnAnswerThatIsBeingWritten() {
        service.onQuestion(ScriptedService.whole(ScriptedService.answer("a", SENTENCE, SENTENCE)));
        service.onQuestion(reply -> {
            reply.begin();
            reply.meta("b");
            reply.status("generating");
            reply.delta("Half of");
            try {
                for (int i = 0; i < 400; i++) {
                    new CountDownLatch(1).await(50, TimeUnit.MILLISECONDS);
                    reply.comment();
                }
            } catch (IOException e) {
                // The page has gone, as it should
            }
        });
        ObjectNode second = ScriptedService.answer("b", "It holds forty boats.", "forty boats");
        service.onResumption(reply -> {
            reply.begin();
            reply.event("answer.completed", second);
        });
        Browser.Page page = opened();
        ask(page, "When was it founded?");
        page.type("How many boats?");
        page.press("Enter");
        page.awaitText(".draft", "Half of");
        page.reload();
        page.click(".launcher");
        page.awaitText(".prose", "It holds forty boats.");
        assertThat(page.count(".turn")).isEqualTo(2);
        assertThat(page.text(".scroll")).contains(SENTENCE, "How many boats?");
        assertThat(service.asked()).hasSize(2);
        assertThat(service.asked().get(1).get("conversation_id").asText()).isEqualTo("conversation");
    }

    @Test
    void tooManyQuestionsAreCountedDownAndThenAskedAgain() {
        service.onQuestion(ScriptedService.refusal(429, Map.of("Retry-After", "2"), "Ask less."));
        service.onQuestion(ScriptedService.whole(ScriptedService.answer("a", SENTENCE, SENTENCE)));
        Browser.Page page = opened();
        ask(page, "When was it founded?");
        assertThat(page.text(".failure")).contains("Too many questions at once.", "Ask less.");
        assertThat(page.property(".failure button", "node.disabled").asBoolean())
                .isTrue();
        page.awaitText(".failure button", "Ask again in 1 s");
        page.await("!document.querySelector('footnote-chat').shadowRoot.querySelector('.failure button').disabled");
        page.click(".failure button");
        page.awaitText(".prose", SENTENCE);
    }

    @Test
    void aWrongKeyAnOutageAndALostNetworkEachSayWhatTheyAre() {
        Browser.Page page = host("", " data-key=\"fn_wrong\"");
        page.click(".launcher");
        page.awaitElement(".question-box");
        service.onQuestion(ScriptedService.refusal(401, Map.of(), "A key is needed."));
        ask(page, "When?");
        assertThat(page.text(".failure")).contains("not allowed to ask", "A key is needed.");
        assertThat(service.bearers()).contains("Bearer visitor-of-fn_wrong").doesNotContain("Bearer fn_wrong");
        service.onQuestion(ScriptedService.refusal(500, Map.of(), "Something broke."));
        ask(page, "When, please?");
        assertThat(page.text(".failure")).contains("Something went wrong", "Something broke.");
        page.offline(true);
        page.awaitText(".banner", "You are offline.");
        ask(page, "And now?");
        assertThat(page.text(".failure")).contains("You are offline.");
        page.offline(false);
        page.await("!document.querySelector('footnote-chat').shadowRoot.querySelector('.banner')");
        service.onQuestion(ScriptedService.whole(ScriptedService.answer("a", SENTENCE, SENTENCE)));
        page.click(".failure button");
        page.awaitText(".prose", SENTENCE);
    }

    @Test
    void whatIsNotInTheDocumentsLooksSoAndShowsTheNearestPassages() {
        ObjectNode answer = ScriptedService.answer("a", "", "");
        answer.put("status", "not_found").put("answer", "No sentence answers this.");
        answer.putArray("sentences");
        answer.putArray("citations");
        answer.putArray("nearest").add(ScriptedService.citation(1, "The café above the harbour"));
        service.onQuestion(ScriptedService.whole(answer));
        Browser.Page page = opened();
        ask(page, "Who painted the ceiling?");
        assertThat(page.text(".absent")).isEqualTo("Not in these documents.");
        assertThat(page.text(".entry")).contains("The café above the harbour");
        assertThat(page.count(".footnote")).isZero();
    }

    @Test
    void aSentenceWithoutASourceLooksUnsupportedAndWhyAnAnswerEndedIsSaid() {
        ObjectNode answer = ScriptedService.answer("a", SENTENCE, SENTENCE);
        String text = SENTENCE + "[1] Pirates founded **it** twice.";
        answer.put("answer", text)
                .put("finish_reason", "truncated")
                .put("interruption", "The model wrote too much.")
                .put("understood_as", "When was the harbour of Ardmore founded?")
                .put("fallback", true)
                .put("citations_dropped", 2);
        answer.withArray("sentences")
                .addObject()
                .put("start", text.indexOf("Pirates"))
                .put("end", text.length())
                .putArray("citations");
        service.onQuestion(ScriptedService.whole(answer));
        Browser.Page page = opened();
        ask(page, "When was it founded?");
        assertThat(page.evaluate(
                                "[...document.querySelector('footnote-chat').shadowRoot.querySelectorAll('.unsupported')]"
                                        + ".map(node => node.textContent).join('')")
                        .asText())
                .isEqualTo("Pirates founded it twice.");
        assertThat(page.property(".unsupported", "getComputedStyle(node).textDecorationStyle")
                        .asText())
                .isEqualTo("dotted");
        assertThat(page.text(".understood")).contains("When was the harbour of Ardmore founded?");
        assertThat(page.text(".notes"))
                .contains("The model wrote too much.", "language model did not answer", "2 footnotes", "One sentence");
    }

    @Test
    void theLastQuestionIsEditedOrAskedAgainInItsPlaceAndAnAnswerIsRated() {
        service.onQuestion(ScriptedService.whole(ScriptedService.answer("a", "First.", "First.")));
        service.onQuestion(ScriptedService.whole(ScriptedService.answer("b", "Second.", "Second.")));
        service.onQuestion(ScriptedService.whole(ScriptedService.answer("c", "Third.", "Third.")));
        service.onQuestion(ScriptedService.whole(ScriptedService.answer("d", "Fourth.", "Fourth.")));
        Browser.Page page = opened();
        ask(page, "One?");
        ask(page, "Two?");
        page.press("ArrowUp");
        page.type(" Really?");
        page.press("Enter");
        page.awaitText(".prose", "Third.");
        assertThat(service.asked().get(2).get("question").asText()).isEqualTo("Two? Really?");
        assertThat(service.asked().get(2).get("parent_id").asText()).isEqualTo("a");
        page.click(".again");
        page.awaitText(".prose", "Fourth.");
        assertThat(service.asked().get(3).get("parent_id").asText()).isEqualTo("a");
        assertThat(page.count(".turn")).isEqualTo(2);

        page.click(".down");
        page.awaitElement(".feedback");
        assertThat(page.property(
                                ".feedback",
                                "node.getBoundingClientRect().bottom <= node.closest('.scroll').getBoundingClientRect().bottom + 1")
                        .asBoolean())
                .as("all of the form is in view")
                .isTrue();
        page.click("[name=reason][value=source]");
        page.click("[name=comment]");
        page.type("See page 3.");
        page.click(".feedback .strong");
        page.awaitText(".said", "Thank you.");
        JsonNode said = service.rated().getLast();
        assertThat(said.get("answer_id").asText()).isEqualTo("d");
        assertThat(said.get("reason").asText()).isEqualTo("source");
        assertThat(said.get("comment").asText()).isEqualTo("See page 3.");

        page.click(".icon.new");
        page.awaitElement(".greeting");
        service.onQuestion(ScriptedService.whole(ScriptedService.answer("e", "Fifth.", "Fifth.")));
        ask(page, "Three?");
        assertThat(service.asked().getLast().has("conversation_id")).isFalse();
    }

    @Test
    void behindAProxyTheServiceMayLieUnderAPath() {
        service.document(SENTENCE);
        service.onQuestion(ScriptedService.whole(ScriptedService.answer("a", SENTENCE, SENTENCE)));
        service.host(page(ScriptedService.BENEATH, "", ""), "");
        Browser.Page page = browser.open(service.address() + "/host");
        page.click(".launcher");
        page.awaitElement(".question-box");
        ask(page, "When was it founded?");
        page.click(".footnote");
        page.awaitElement("mark.chosen");
        assertThat(page.requests())
                .contains(service.address() + ScriptedService.BENEATH + "/v1/ask")
                .noneMatch(request -> request.startsWith(service.address() + "/v1/")
                        || request.startsWith(service.address() + "/widget/"));
    }

    @Test
    void suggestedQuestionsAreAskedByAClick() {
        service.suggest("When was the harbour founded?");
        service.onQuestion(ScriptedService.whole(ScriptedService.answer("a", SENTENCE, SENTENCE)));
        Browser.Page page = opened();
        page.click(".suggestions button");
        page.awaitText(".prose", SENTENCE);
        page.awaitElement(".turn ~ .suggestions");
        assertThat(service.asked().getFirst().get("question").asText()).isEqualTo("When was the harbour founded?");
    }

    @Test
    void theKeyboardOpensClosesAndReturnsTheFocusAndTooLongAQuestionIsNotSent() {
        Browser.Page page = host("", "");
        page.awaitElement(".launcher");
        page.press("i");
        page.awaitElement(".question-box");
        assertThat(focused(page)).contains("question-box");
        page.type("x".repeat(2001));
        page.awaitText(".counter", "1 character too many");
        page.press("Enter");
        assertThat(service.asked()).isEmpty();
        page.press("Escape");
        page.await("!document.querySelector('footnote-chat').opened");
        assertThat(focused(page)).contains("launcher");
    }

    @Test
    void theElementTellsThePageWhatHappensAndDoesWhatThePageSays() {
        service.onQuestion(ScriptedService.whole(ScriptedService.answer("a", SENTENCE, SENTENCE)));
        Browser.Page page = host("", "");
        page.awaitElement(".launcher");
        page.evaluate(
                "window.heard = []; for (const name of ['open', 'close', 'question', 'answer'])"
                        + " document.addEventListener('footnote-' + name, event => heard.push(event.type));"
                        + " window.chat = document.querySelector('footnote-chat'); chat.setContext({ collections: ['reports'] })");
        page.evaluate("chat.ask('When was it founded?')");
        page.evaluate("chat.close()");
        assertThat(page.evaluate("heard.join(' ')").asText())
                .isEqualTo("footnote-open footnote-question footnote-answer footnote-close");
        assertThat(service.asked().getFirst().get("collections").get(0).asText())
                .isEqualTo("reports");
        page.evaluate("chat.destroy()");
        assertThat(page.evaluate("document.querySelector('footnote-chat') === null")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void itWorksFromElsewhereUnderTheStrictestContentPolicy() {
        elsewhere.host(page(service.address(), "", ""), strictPolicy(service.address()));
        service.document(SENTENCE);
        service.onQuestion(ScriptedService.whole(
                ScriptedService.answer("a", "The **harbour** [x](https://example.org) of Ardmore.", SENTENCE)));
        Browser.Page page = browser.open(elsewhere.address() + "/host");
        page.click(".launcher");
        page.awaitElement(".question-box");
        ask(page, "When was it founded?");
        assertThat(page.text(".prose")).contains("The harbour x of Ardmore.");
        assertThat(page.property(".prose a", "node.rel + ' ' + node.target").asText())
                .isEqualTo("noopener noreferrer nofollow _blank");
        page.click(".footnote");
        page.awaitElement("mark.chosen");
        assertThat(page.complaints()).isEmpty();
    }

    @Test
    void aHostilePageDoesNotBreakIt() {
        service.onQuestion(ScriptedService.whole(ScriptedService.answer("a", SENTENCE, SENTENCE)));
        service.host(
                page(
                                "",
                                "<style>* { display: none !important; position: static !important; color: red !important;"
                                        + " font-size: 1px !important } body, html { display: block !important }</style>"
                                        + "<script>Array.prototype.extra = 1; Object.prototype.surplus = 'x';"
                                        + " Array.prototype.toJSON = function () { return 'broken'; };</script>",
                                "")
                        + "<form id=panel name=body></form><img name=querySelectorAll><div id=heading></div><a id=chat></a>",
                "");
        Browser.Page page = browser.open(service.address() + "/host");
        page.click(".launcher");
        page.awaitElement(".question-box");
        page.evaluate("document.getElementsByTagName('footnote-chat')[0].setContext({ collections: ['reports'] })");
        ask(page, "When was it founded?");
        assertThat(page.text(".prose")).contains(SENTENCE);
        assertThat(page.property(".prose", "parseFloat(getComputedStyle(node).fontSize)")
                        .asDouble())
                .isGreaterThan(14);
        assertThat(service.mistakes()).isEmpty();
        page.reload();
        page.click(".launcher");
        page.awaitText(".prose", SENTENCE);
    }

    @Test
    void whereStyleSheetsCannotBeConstructedTheyAreLinked() {
        service.onQuestion(ScriptedService.whole(ScriptedService.answer("a", SENTENCE, SENTENCE)));
        service.host(page("", "<script>CSSStyleSheet.prototype.replaceSync = undefined;</script>", ""), "");
        Browser.Page page = browser.open(service.address() + "/host");
        page.await("document.querySelector('footnote-chat')?.shadowRoot.querySelector('link')?.sheet");
        assertThat(page.property(".launcher", "getComputedStyle(node).position").asText())
                .isEqualTo("fixed");
        page.click(".launcher");
        page.awaitElement(".question-box");
        ask(page, "When was it founded?");
        service.document("# Berths\n" + SENTENCE);
        page.click(".footnote");
        page.awaitElement(".drawer .text p");
        assertThat(page.property(".panel", "getComputedStyle(node).position").asText())
                .isEqualTo("fixed");
        assertThat(page.property(".drawer .text p", "getComputedStyle(node).whiteSpace")
                        .asText())
                .isEqualTo("pre-wrap");
        assertThat(page.count("link")).isEqualTo(1);
        assertThat(page.complaints()).isEmpty();
    }

    @Test
    void withForcedColoursEverythingThatCanBePressedHasABorderAndTheQuoteIsOutlined() {
        service.document(SENTENCE);
        service.onQuestion(ScriptedService.whole(ScriptedService.answer("a", SENTENCE, SENTENCE)));
        Browser.Page page = opened();
        page.prefer("forced-colors", "active");
        assertThat(page.evaluate("matchMedia('(forced-colors: active)').matches")
                        .asBoolean())
                .isTrue();
        ask(page, "When was it founded?");
        page.click(".sources summary");
        page.awaitElement(".entry");
        page.click(".footnote");
        page.awaitElement("mark.chosen");
        for (String pressed : List.of(".launcher", ".footnote", ".send", ".icon", ".entry")) {
            assertThat(page.property(
                                    pressed,
                                    "getComputedStyle(node).borderTopStyle + parseFloat(getComputedStyle(node).borderTopWidth)")
                            .asText())
                    .as(pressed)
                    .matches("solid[1-9].*");
        }
        assertThat(page.property("mark.chosen", "getComputedStyle(node).outlineStyle")
                        .asText())
                .isEqualTo("solid");
    }

    @Test
    void onAPhoneItStaysAboveTheKeyboardButDoesNotShrinkForWhoeverZooms() {
        Browser.Page page = browser.page();
        page.resize(390, 844);
        service.host(page("", "", ""), "");
        page.go(service.address() + "/host");
        page.click(".launcher");
        page.awaitElement(".question-box");
        page.awaitStill();
        page.send(
                "Emulation.setPageScaleFactor",
                ScriptedService.JSON.createObjectNode().put("pageScaleFactor", 2));
        page.await("visualViewport.scale === 2 && visualViewport.height < 500");
        assertThat(page.property(".panel", "node.offsetHeight").asInt()).isEqualTo(844);
        page.send(
                "Emulation.setPageScaleFactor",
                ScriptedService.JSON.createObjectNode().put("pageScaleFactor", 1));
        page.await("visualViewport.scale === 1");
        // No headless browser has a keyboard; where there is one, this is what the browser tells of it
        page.evaluate(
                "Object.defineProperties(visualViewport, { height: { get: () => 500 }, offsetTop: { get: () => 40 } });"
                        + " visualViewport.dispatchEvent(new Event('resize')); true");
        assertThat(page.property(".panel", "[node.offsetHeight, node.getBoundingClientRect().top].join()")
                        .asText())
                .isEqualTo("500,40");
        assertThat(page.property(".ask", "node.getBoundingClientRect().bottom").asDouble())
                .isLessThanOrEqualTo(540);
    }

    @Test
    void whereDocumentsDisagreeEachOfTheirAnswersHasItsFootnote() {
        ObjectNode answer = ScriptedService.answer("a", SENTENCE, SENTENCE);
        ((ArrayNode) answer.get("citations")).add(ScriptedService.citation(2, "It was founded in 1841."));
        ArrayNode alternatives = answer.putArray("alternatives");
        alternatives.addObject().put("short_answer", "1838").put("citation", 1);
        alternatives.addObject().put("short_answer", "<b>1841</b>").put("citation", 2);
        service.document("It was founded in 1841.");
        service.onQuestion(ScriptedService.whole(answer));
        Browser.Page page = opened();
        ask(page, "When was it founded?");
        assertThat(page.text(".notes li").replaceAll("\\s+", " "))
                .isEqualTo("The documents disagree: 18381 or <b>1841</b>2");
        page.click(".notes .footnote");
        page.awaitElement("mark.chosen");
        assertThat(page.text("mark.chosen")).startsWith("It was founded in 1841.");
    }

    @Test
    void itFillsAPhoneMirrorsItselfAndFollowsWhatThePersonPrefers() {
        service.onQuestion(ScriptedService.whole(ScriptedService.answer("a", SENTENCE, SENTENCE)));
        service.host(page("", "", "").replace("<html lang=\"en\">", "<html lang=\"en\" dir=\"rtl\">"), "");
        Browser.Page page = browser.page();
        page.resize(390, 844);
        page.prefer("prefers-color-scheme", "dark");
        page.go(service.address() + "/host");
        page.awaitElement(".launcher");
        assertThat(page.property(".launcher", "node.getBoundingClientRect().left")
                        .asDouble())
                .isLessThan(40);
        page.click(".launcher");
        page.awaitElement(".question-box");
        ask(page, "When was it founded?");
        assertThat(page.property(
                                ".panel",
                                "[node.offsetWidth, node.offsetHeight, node.getAttribute('aria-modal')].join()")
                        .asText())
                .isEqualTo("390,844,true");
        assertThat(page.property(".panel", "getComputedStyle(node).backgroundColor")
                        .asText())
                .isEqualTo("rgb(23, 21, 18)");
        assertThat(page.property(".panel", "getComputedStyle(node).direction").asText())
                .isEqualTo("rtl");
        page.prefer("prefers-reduced-motion", "reduce");
        assertThat(page.property(".panel", "getComputedStyle(node).animationName")
                        .asText())
                .isEqualTo("none");
        page.evaluate("document.querySelector('footnote-chat').setAttribute('theme', 'light')");
        assertThat(page.property(".panel", "getComputedStyle(node).backgroundColor")
                        .asText())
                .isEqualTo("rgb(251, 249, 244)");
    }

    @Test
    void itSpeaksAnotherLanguageAndTheTextsThatAPageGivesIt() {
        service.host(page("", "", "").replace("lang=\"en\"", "lang=\"de\""), "");
        Browser.Page page = browser.open(service.address() + "/host");
        page.awaitText(".launcher", "Eine Frage stellen");
        page.evaluate("document.querySelector('footnote-chat').texts = { greeting: 'Moin!' }");
        page.click(".launcher");
        page.awaitText(".greeting", "Moin!");
        assertThat(page.property(".question-box", "node.placeholder").asText()).isEqualTo("Stellen Sie eine Frage");
    }

    @Test
    void nothingInAnAnswerAQuestionOrASourceRunsOrLoads() throws IOException {
        Browser.Page page = host("", "");
        page.evaluate("for (const name of ['alert', 'confirm', 'prompt']) window[name] = () => { window.ran = name; }");
        page.click(".launcher");
        page.awaitElement(".question-box");
        int before = page.requests().size();
        for (String payload : payloads()) {
            ObjectNode answer = ScriptedService.answer("a", payload, payload);
            answer.put("understood_as", payload).put("short_answer", payload);
            ((ObjectNode) answer.get("citations").get(0))
                    .put("title", payload)
                    .put("path", payload)
                    .put("uri", payload);
            service.onQuestion(reply -> {
                reply.begin();
                reply.meta("a");
                reply.status("generating");
                for (int i = 0; i < payload.length(); i += 7) {
                    reply.delta(payload.substring(i, Math.min(i + 7, payload.length())));
                }
                reply.event("answer.completed", answer);
            });
            JsonNode found = page.evaluate(
                    "(async () => { const chat = document.querySelector('footnote-chat'); await chat.ask("
                            + ScriptedService.JSON.writeValueAsString(
                                    "? " + payload.substring(0, Math.min(payload.length(), 1900)))
                            + "); const bad = chat.shadowRoot.querySelectorAll('.scroll :is(script, img, iframe, object, embed, video, audio, style,"
                            + " link, base, form:not(.feedback), meta, math, template, [style], [onerror], [onclick], [onload], [srcdoc], [background])');"
                            + " const links = [...chat.shadowRoot.querySelectorAll('.scroll a[href]')].filter(a => !/^(https?|mailto):$/.test(a.protocol));"
                            + " const text = chat.shadowRoot.querySelector('.turn:last-of-type').textContent;"
                            + " await chat.showConversation(null); return { bad: bad.length + links.length, text }; })()");
            assertThat(found.get("bad").asInt()).as(payload).isZero();
            assertThat(found.get("text").asText()).as(payload).isNotBlank();
        }
        assertThat(page.evaluate("window.ran ?? ''").asText()).isEmpty();
        assertThat(page.dialogs()).isEmpty();
        assertThat(page.requests().stream().skip(before)).allMatch(address -> address.startsWith(service.address()));
    }

    @Test
    void nothingInADocumentOrItsNameRunsOrLoads() throws IOException {
        String text = String.join("\n", payloads());
        service.document(text);
        service.onQuestion(ScriptedService.whole(ScriptedService.answer("a", SENTENCE, text.substring(0, 2000))));
        Browser.Page page = opened();
        page.evaluate("for (const name of ['alert', 'confirm', 'prompt']) window[name] = () => { window.ran = name; }");
        ask(page, "What?");
        int before = page.requests().size();
        page.click(".footnote");
        page.awaitElement("mark.chosen");
        assertThat(page.property(
                                ".drawer .text",
                                "[...node.querySelectorAll('*')].every(child => /^(P|MARK|BUTTON)$/.test(child.tagName))")
                        .asBoolean())
                .isTrue();
        assertThat(page.text(".drawer .text")).contains("<script>alert(");
        assertThat(page.evaluate("window.ran ?? ''").asText()).isEmpty();
        assertThat(page.requests().stream().skip(before)).allMatch(address -> address.startsWith(service.address()));
    }

    @Test
    void noStateHasAnAccessibilityViolation() throws IOException, InterruptedException {
        Path axe = WidgetBuild.installed().resolve("axe-core/axe.min.js");
        String script = Files.readString(axe);
        service.suggest("When was the harbour founded?");
        service.document("# Berths\n" + SENTENCE);
        Browser.Page page = host("", "");
        page.awaitElement(".launcher");
        page.evaluate(script + "; true");
        List<String> found = new ArrayList<>();
        found.addAll(violations(page, "closed"));
        page.click(".launcher");
        page.awaitElement(".suggestions");
        found.addAll(violations(page, "welcome"));
        service.onQuestion(ScriptedService.whole(ScriptedService.answer("a", SENTENCE, SENTENCE)));
        ask(page, "When was it founded?");
        page.click(".sources summary");
        found.addAll(violations(page, "answer"));
        page.hover(".footnote");
        page.awaitElement(".card");
        found.addAll(violations(page, "card"));
        page.click(".footnote");
        page.awaitElement("mark");
        found.addAll(violations(page, "source"));
        page.press("Escape");
        page.click(".down");
        page.awaitElement(".feedback");
        found.addAll(violations(page, "feedback"));
        service.onQuestion(ScriptedService.refusal(429, Map.of("Retry-After", "60"), "Ask less."));
        ask(page, "Again?");
        found.addAll(violations(page, "refused"));
        page.prefer("prefers-color-scheme", "dark");
        found.addAll(violations(page, "dark"));
        page.resize(390, 844);
        found.addAll(violations(page, "phone"));
        assertThat(found).isEmpty();
    }

    @Test
    void noStateOfAnAnswerHasAnAccessibilityViolation() throws IOException, InterruptedException {
        String script = Files.readString(WidgetBuild.installed().resolve("axe-core/axe.min.js"));
        CountDownLatch seen = new CountDownLatch(1);
        Browser.Page page = opened();
        page.evaluate(script + "; true");
        List<String> found = new ArrayList<>();
        service.onQuestion(reply -> {
            reply.begin();
            reply.meta("a");
            reply.status("generating");
            reply.delta("The harbour | holds **forty** boats.");
            try {
                for (int i = 0; i < 400 && !seen.await(50, TimeUnit.MILLISECONDS); i++) {
                    reply.comment();
                }
            } catch (IOException e) {
                seen.countDown();
            }
        });
        page.type("Tell me everything.");
        page.press("Enter");
        page.awaitText(".draft", "forty");
        found.addAll(violations(page, "being written"));
        page.click(".stop");
        settled(page);
        found.addAll(violations(page, "stopped"));
        ObjectNode absent = ScriptedService.answer("b", "", SENTENCE);
        absent.put("status", "not_found").put("answer", "Not in the documents.");
        absent.putArray("sentences");
        absent.putArray("citations");
        absent.putArray("nearest").add(ScriptedService.citation(1, SENTENCE));
        service.onQuestion(ScriptedService.whole(absent));
        ask(page, "Who painted it?");
        found.addAll(violations(page, "not found"));
        ObjectNode doubtful = ScriptedService.answer("c", SENTENCE, SENTENCE);
        doubtful.put("status", "partial").put("understood_as", "When was it, the harbour, founded?");
        ((ObjectNode) doubtful.get("sentences").get(0)).putArray("citations");
        doubtful.put("answer", SENTENCE).put("finish_reason", "truncated").put("citations_dropped", 2);
        ArrayNode alternatives = doubtful.putArray("alternatives");
        alternatives.addObject().put("short_answer", "1838").put("citation", 1);
        alternatives.addObject().put("short_answer", "1841").put("citation", 1);
        service.onQuestion(ScriptedService.whole(doubtful));
        ask(page, "When was it founded?");
        found.addAll(violations(page, "doubtful"));
        page.click(".edit");
        found.addAll(violations(page, "being edited"));
        page.press("Escape");
        page.offline(true);
        page.awaitElement(".banner");
        found.addAll(violations(page, "offline"));
        page.offline(false);
        page.prefer("prefers-color-scheme", "dark");
        found.addAll(violations(page, "dark"));
        assertThat(found).isEmpty();
    }

    /** What axe, which the page has loaded, finds. */
    static List<String> violations(Browser.Page page, String state) {
        page.awaitStill();
        JsonNode found =
                page.evaluate("axe.run().then(result => result.violations.map(violation => violation.id + ': ' +"
                        + " violation.nodes.map(node => node.html + ' ' + node.failureSummary).join(' | ')))");
        return StreamSupport.stream(found.spliterator(), false)
                .map(violation -> state + ": " + violation.asText())
                .toList();
    }

    private static List<String> payloads() throws IOException {
        Path shared = Path.of("..", "shared", "hostile");
        assumeTrue(Files.isDirectory(shared), "there is no " + shared);
        ObjectMapper json = new ObjectMapper();
        List<String> payloads = new ArrayList<>();
        json.readTree(shared.resolve("html-sanitiser.json").toFile())
                .forEach(entry -> payloads.add(entry.get("payload").asText()));
        StringBuilder several = new StringBuilder();
        for (JsonNode entry : json.readTree(shared.resolve("blns.json").toFile())) {
            several.append(entry.asText()).append("\n\n");
            if (several.length() > 400) {
                payloads.add(several.toString());
                several.setLength(0);
            }
        }
        payloads.removeIf(String::isBlank);
        payloads.add("[x](javascript:alert(1)) ![y](https://example.org/pixel.png) <https://example.org>");
        payloads.add("⸨1⸩⸢<img src=x onerror=alert(1)>⸣");
        return payloads;
    }

    private static String strictPolicy(String origin) {
        return String.format(
                Locale.ROOT,
                "default-src 'none'; script-src %1$s; style-src %1$s; connect-src %1$s; base-uri 'none';"
                        + " require-trusted-types-for 'script'; trusted-types lit-html dompurify",
                origin);
    }

    @Test
    void whatIsAskedInANewConversationWhileTheOldOneIsStillAnsweringIsAsked() {
        service.onQuestion(WidgetIT::writeUntilGone);
        service.onQuestion(ScriptedService.whole(ScriptedService.answer("b", SENTENCE, SENTENCE)));
        Browser.Page page = opened();
        page.type("Tell me everything.");
        page.press("Enter");
        page.awaitText(".draft", "A beginning");
        page.evaluate("window.chat = document.querySelector('footnote-chat');"
                + " chat.showConversation(null).then(() => chat.ask('When was it founded?'))");
        page.awaitText(".prose", SENTENCE);
        settled(page);
        assertThat(service.asked())
                .extracting(asked -> asked.get("question").asText())
                .containsExactly("Tell me everything.", "When was it founded?");
        assertThat(page.count(".turn")).isEqualTo(1);
    }

    @Test
    void anAnswerThatIsRecoveredLateDoesNotGetIntoAnotherConversation() {
        CountDownLatch looked = new CountDownLatch(1);
        CountDownLatch begunAnew = new CountDownLatch(1);
        service.onQuestion(reply -> {
            reply.begin();
            reply.meta("a");
        });
        service.onConversation(reply -> {
            looked.countDown();
            begunAnew.await(20, TimeUnit.SECONDS);
            ObjectNode whole = ScriptedService.JSON.createObjectNode().put("id", "conversation");
            whole.putArray("turns").addObject().set("answer", ScriptedService.answer("a", "Old.", "Old."));
            reply.json(whole);
        });
        service.onQuestion(ScriptedService.whole(ScriptedService.answer("b", SENTENCE, SENTENCE)));
        Browser.Page page = opened();
        page.evaluate("window.answers = 0; document.addEventListener('footnote-answer', () => answers++)");
        page.type("How old is it?");
        page.press("Enter");
        Awaitility.await().until(() -> looked.getCount() == 0);
        page.click(".icon.new");
        page.awaitElement(".greeting");
        page.evaluate("window.fetched = new Promise(done => new PerformanceObserver(list =>"
                + " list.getEntries().some(entry => entry.name.endsWith('/conversation')) && setTimeout(done, 200))"
                + ".observe({ type: 'resource', buffered: true }))");
        begunAnew.countDown();
        page.evaluate("fetched");
        ask(page, "When was it founded?");
        page.awaitText(".prose", SENTENCE);
        assertThat(service.asked().getLast().has("conversation_id")).isFalse();
        assertThat(page.evaluate("answers").asInt()).isEqualTo(1);
    }

    @Test
    void anAnswerWhoseEventsAreGoneAfterALongTimeWithoutConnectionIsFoundInItsConversation() {
        service.onQuestion(reply -> {
            reply.begin();
            reply.meta("a");
        });
        service.onConversation(reply -> {
            ObjectNode whole = ScriptedService.JSON.createObjectNode().put("id", "conversation");
            whole.putArray("turns").addObject().set("answer", ScriptedService.answer("a", SENTENCE, SENTENCE));
            reply.json(whole);
        });
        Browser.Page page = opened();
        ask(page, "When was it founded?");
        page.awaitText(".prose", SENTENCE);
        assertThat(service.asked()).hasSize(1);
    }

    @Test
    void aReloadOfThePageGoesOnWithWhatIsBeingAnsweredInTheConversationThatItsAddressNames() {
        service.onQuestion(ScriptedService.whole(ScriptedService.answer("a", "First.", "First.")));
        service.onQuestion(WidgetIT::writeUntilGone);
        service.onResumption(
                ScriptedService.whole(ScriptedService.answer("unfinished", "It holds forty boats.", "forty")));
        service.onConversation(reply -> {
            ObjectNode whole = ScriptedService.JSON.createObjectNode().put("id", "conversation");
            whole.putArray("turns").addObject().set("answer", ScriptedService.answer("a", "First.", "First."));
            reply.json(whole);
        });
        service.host(
                "<!doctype html><html lang=\"en\"><body><main id=\"main\"></main>"
                        + "<script type=\"module\" src=\"/widget/v1/page.js\"></script></body></html>",
                "");
        Browser.Page page = browser.open(service.address() + "/");
        page.awaitElement(".question-box");
        ask(page, "One?");
        page.await("location.hash === '#c=conversation'");
        page.type("How many boats?");
        page.press("Enter");
        page.awaitText(".draft", "A beginning");
        page.reload();
        page.awaitText(".prose", "It holds forty boats.");
        assertThat(page.count(".turn")).isEqualTo(2);
        assertThat(service.stopped()).isEmpty();
    }

    @Test
    void whereThePageCannotGiveATokenWithoutConnectionEitherTheAnswerIsWaitedFor() {
        ObjectNode answer = ScriptedService.answer("a", SENTENCE, SENTENCE);
        service.onQuestion(reply -> {
            reply.begin();
            reply.meta("a");
            reply.delta("The harbour ");
        });
        service.onResumption(reply -> {
            reply.begin(2);
            reply.event("answer.completed", answer);
        });
        Browser.Page page = host("", " data-suggestions=\"off\"");
        page.awaitElement(".launcher");
        page.evaluate("window.calls = 0; document.querySelector('footnote-chat').tokenProvider = () =>"
                + " ++calls === 2 ? Promise.reject(new TypeError('Failed to fetch')) : Promise.resolve('token')");
        page.click(".launcher");
        page.awaitElement(".question-box");
        ask(page, "When was it founded?");
        page.awaitText(".prose", SENTENCE);
        assertThat(page.evaluate("calls").asInt()).isEqualTo(3);
        assertThat(service.asked()).hasSize(1);
    }

    @Test
    void whatWasStoppedIsAskedAgainInItsOwnPlace() {
        service.onQuestion(ScriptedService.whole(ScriptedService.answer("a", "First.", "First.")));
        service.onQuestion(WidgetIT::writeUntilGone);
        service.onQuestion(WidgetIT::writeUntilGone);
        service.onQuestion(ScriptedService.whole(ScriptedService.answer("d", SENTENCE, SENTENCE)));
        Browser.Page page = opened();
        ask(page, "One?");
        page.type("Two?");
        page.press("Enter");
        page.awaitText(".draft", "A beginning");
        page.click(".stop");
        settled(page);
        page.click(".failure button");
        Awaitility.await().until(() -> service.asked().size() == 3);
        page.awaitText(".draft", "A beginning");
        page.click(".stop");
        settled(page);
        page.click(".question-box");
        page.press("ArrowUp");
        page.type(" Really?");
        page.press("Enter");
        page.awaitText(".turn:last-of-type .prose", SENTENCE);
        // The service keeps what was written until it was stopped: without its place, the question would follow that
        assertThat(service.asked())
                .extracting(asked -> asked.path("parent_id").asText("-"))
                .containsExactly("-", "-", "a", "a");
    }

    @Test
    void whatTakesAnAnswersPlaceDoesSoAfterAReloadAndAfterAFailureToo() {
        service.onQuestion(ScriptedService.whole(ScriptedService.answer("a", "First.", "First.")));
        service.onQuestion(ScriptedService.refusal(500, Map.of(), "Something broke."));
        service.onQuestion(WidgetIT::writeUntilGone);
        service.onQuestion(ScriptedService.whole(ScriptedService.answer("d", SENTENCE, SENTENCE)));
        Browser.Page page = opened();
        ask(page, "One?");
        page.click(".again");
        page.awaitText(".failure", "Something broke.");
        page.click(".failure button");
        page.awaitText(".draft", "A beginning");
        page.reload(); // and nothing more is known of the answer
        page.click(".launcher");
        page.awaitElement(".failure button");
        page.click(".failure button");
        page.awaitText(".prose", SENTENCE);
        assertThat(service.asked())
                .extracting(asked -> asked.path("conversation_id").asText("-") + " "
                        + asked.path("parent_id").asText("-"))
                .containsExactly("- -", "conversation ", "conversation ", "conversation ");
    }

    @Test
    void whereAPersonWritesInThePageItsKeysMeanWhatTheyMeanThere() {
        Browser.Page page = host("", "");
        page.awaitElement(".launcher");
        page.evaluate(
                "window.editor = document.querySelector('main').appendChild(document.createElement('p'));"
                        + " editor.contentEditable = 'true'; editor.focus();"
                        + " addEventListener('keydown', event => event.key === 'i' && (window.taken = event.defaultPrevented))");
        page.press("i");
        assertThat(page.evaluate("taken").asText())
                .as("the browser is kept from setting italics")
                .isEqualTo("false");
        page.evaluate("editor.contentEditable = 'false'; editor.tabIndex = 0; editor.focus();"
                + " editor.addEventListener('keydown', event => event.preventDefault())");
        page.press("i");
        assertThat(page.evaluate(
                                "document.querySelector('footnote-chat').opened"
                                        + " || document.querySelector('footnote-chat').shadowRoot.querySelector('[aria-busy]') !== null")
                        .asBoolean())
                .isFalse();
    }

    private static void writeUntilGone(ScriptedService.Reply reply) throws InterruptedException {
        try {
            reply.begin();
            reply.meta("unfinished");
            reply.status("generating");
            reply.delta("A beginning of an answer");
            for (int i = 0; i < 400; i++) {
                new CountDownLatch(1).await(50, TimeUnit.MILLISECONDS);
                reply.comment();
            }
        } catch (IOException e) {
            // The reader has left, as they should
        }
    }

    private static Browser.Page opened() {
        Browser.Page page = host("", "");
        page.click(".launcher");
        page.awaitElement(".question-box");
        return page;
    }

    private static Browser.Page host(String head, String attributes) {
        service.host(page("", head, attributes), "");
        return browser.open(service.address() + "/host");
    }

    private static String page(String origin, String head, String attributes) {
        return "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Host</title>"
                + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">" + head
                + "<script type=\"module\" src=\"" + origin + "/widget/v1/widget.js\"" + attributes
                + "></script></head><body><main><h1>A page</h1></main></body></html>";
    }

    private static void ask(Browser.Page page, String question) {
        page.evaluate("document.querySelector('footnote-chat').shadowRoot.querySelector('.question-box').focus()");
        page.type(question);
        page.press("Enter");
        settled(page);
    }

    private static void settled(Browser.Page page) {
        page.await(
                "document.querySelector('footnote-chat').shadowRoot.querySelector('.turn')"
                        + " && document.querySelector('footnote-chat').shadowRoot.querySelector('.scroll').ariaBusy === 'false'");
    }

    private static String focused(Browser.Page page) {
        return page.evaluate("document.querySelector('footnote-chat').shadowRoot.activeElement?.className ?? ''")
                .asText();
    }
}
