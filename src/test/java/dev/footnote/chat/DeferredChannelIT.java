package dev.footnote.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.footnote.access.Principal;
import dev.footnote.conversation.ConversationStore;
import dev.footnote.sync.FolderSync;
import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A third chat program, one class away: {@link DeferredChannel}. */
class DeferredChannelIT {

    private static final Duration LONGEST = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    private ApplicationContext open(DeferredProgram program, String retry) throws InterruptedException {
        ApplicationContext context = ApplicationContext.run(Map.of(
                "micronaut.server.port",
                -1,
                "footnote.data",
                folder.resolve("data").toString(),
                "footnote.collections.reports.folder",
                folder.resolve("reports").toString(),
                DeferredChannel.ADDRESS,
                program.address(),
                "footnote.chat.retry",
                retry));
        context.getBean(FolderSync.class).run();
        return context;
    }

    private static ChatQuestion question(String id, String text) {
        return new ChatQuestion(
                DeferredChannel.NAME,
                id,
                "channel-1",
                "deferred:guild-1",
                "ann",
                text,
                Set.of(),
                "en",
                Map.of("token", "token-" + id));
    }

    @Test
    void whatTheProgramDoesNotTakeIsShownLaterAndOnce() throws Exception {
        Files.writeString(
                Files.createDirectories(folder.resolve("reports")).resolve("harbour.md"),
                "# Harbours\n\nThe harbour of Ardmore was founded in 1838 by the engineer Clara Whitfield.\n");
        try (DeferredProgram program = new DeferredProgram();
                ApplicationContext context = open(program, "1s")) {
            context.getBean(EmbeddedServer.class).start();
            program.refuse(true);
            context.getBean(ChatDesk.class).ask(question("1", "Who founded the harbour of Ardmore?"), Set.of());
            await().atMost(LONGEST).until(() -> program.refused() == 2);
            program.refuse(false);
            await().atMost(LONGEST).until(() -> program.shown("token-1").contains("Clara Whitfield"));
            assertThat(context.getBean(ChatStore.class).unanswered()).isEmpty();
        }
    }

    @Test
    void itAnswersUnderstandsAFollowUpAndGoesOnAfterARestart() throws Exception {
        Files.writeString(
                Files.createDirectories(folder.resolve("reports")).resolve("harbour.md"),
                "# Harbours\n\nThe harbour of Ardmore was founded in 1838 by the engineer Clara Whitfield.\n");
        try (DeferredProgram program = new DeferredProgram()) {
            try (ApplicationContext context = open(program, "10m")) {
                context.getBean(EmbeddedServer.class).start();
                ChatDesk desk = context.getBean(ChatDesk.class);
                assertThat(desk.ask(question("1", "Who founded the harbour of Ardmore?"), Set.of("delivery 1")))
                        .isEqualTo(ChatDesk.Reception.TAKEN);
                await().atMost(LONGEST).until(() -> program.shown("token-1").contains("Clara Whitfield"));
                assertThat(desk.ask(question("1", "Who founded the harbour of Ardmore?"), Set.of("delivery 2")))
                        .isEqualTo(ChatDesk.Reception.KNOWN);
                desk.ask(question("2", "When did she do that?"), Set.of());
                await().atMost(LONGEST).until(() -> program.shown("token-2").contains("1838"));
                assertThat(context.getBean(ConversationStore.class).list(new Principal("deferred:guild-1"), null, 10))
                        .hasSize(1);
                program.refuse(true);
                desk.ask(question("3", "What is she?"), Set.of());
                await().atMost(LONGEST).until(() -> program.refused() > 0);
            }
            program.refuse(false);
            try (ApplicationContext context = open(program, "10m")) {
                context.getBean(EmbeddedServer.class).start();
                await().atMost(LONGEST).until(() -> program.shown("token-3").contains("engineer"));
                context.getBean(ChatDesk.class).deleted(DeferredChannel.NAME, "3", false);
                await().atMost(LONGEST).until(() -> program.shown("token-3").isEmpty());
                assertThat(program.shown("token-1")).contains("Clara Whitfield");
            }
        }
    }

    @Test
    void ofManyEditsAtOnceTheLastIsAnsweredAndOfADeletedQuestionNothingStays() throws Exception {
        Files.writeString(
                Files.createDirectories(folder.resolve("reports")).resolve("harbour.md"),
                "# Harbours\n\nThe harbour of Ardmore was founded in 1838 by the engineer Clara Whitfield.\n");
        try (DeferredProgram program = new DeferredProgram();
                ApplicationContext context = open(program, "10m")) {
            context.getBean(EmbeddedServer.class).start();
            ChatDesk desk = context.getBean(ChatDesk.class);
            desk.ask(question("1", "Who painted the Sistine Chapel?"), Set.of());
            try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
                for (int i = 10; i < 20; i++) {
                    String words =
                            i == 19 ? "Who founded the harbour of Ardmore?" : "Who painted wall number " + i + "?";
                    String edited = "5." + i;
                    clients.execute(() -> desk.edited(DeferredChannel.NAME, "1", words, edited));
                }
            }
            ChatStore store = context.getBean(ChatStore.class);
            await().atMost(LONGEST).until(() -> store.unanswered().isEmpty());
            assertThat(program.shown("token-1")).contains("Clara Whitfield");
            desk.edited(DeferredChannel.NAME, "1", "When was the harbour of Ardmore founded?", "6.1");
            desk.deleted(DeferredChannel.NAME, "1", false);
            await().atMost(LONGEST).until(() -> program.shown("token-1").isEmpty());
            desk.ask(question("2", "Who founded the harbour of Ardmore?"), Set.of());
            await().atMost(LONGEST).until(() -> program.shown("token-2").contains("Clara Whitfield"));
            assertThat(program.shown("token-1")).isEmpty();
        }
    }

    @Test
    void withoutItsSettingItIsNotThere(@TempDir Path data) throws IOException {
        try (ApplicationContext context = ApplicationContext.run(
                Map.of("footnote.data", data.toString(), "footnote.collections.default.folder", data.toString()))) {
            assertThat(context.findBean(DeferredChannel.class)).isEmpty();
        }
    }
}
