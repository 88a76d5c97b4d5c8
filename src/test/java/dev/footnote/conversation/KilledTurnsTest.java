package dev.footnote.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.footnote.access.Principal;
import dev.footnote.answer.Answer;
import dev.footnote.store.Store;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills a process that appends turns, again and again; {@code -Dhardening.kills=200} says how often. */
class KilledTurnsTest {

    private static final int KILLS = Integer.getInteger("hardening.kills", 3);
    private static final String CONVERSATION = "conversation";
    private static final int ID_LENGTH = 36;

    @TempDir
    private Path folder;

    @Test
    void noTurnThatWasAcknowledgedIsLost() throws IOException, InterruptedException {
        try (Store store = Store.sqlite(folder)) {
            new JdbiConversationStore(store)
                    .begin(Principal.LOCAL, CONVERSATION, ConversationStoreContract.answer("First", true), Map.of());
        }
        Random random = new Random(42);
        List<String> acknowledged = new ArrayList<>();
        for (int kill = 0; kill < KILLS; kill++) {
            appendUntilKilled(acknowledged, random.nextInt(1, 60));
            try (Store store = Store.sqlite(folder)) {
                List<Turn> turns = new JdbiConversationStore(store).turns(Principal.LOCAL, CONVERSATION);
                assertThat(turns)
                        .extracting(turn -> turn.answer().id())
                        .containsAll(acknowledged)
                        .doesNotHaveDuplicates();
                for (int i = 1; i < turns.size(); i++) {
                    Answer before = turns.get(i - 1).answer();
                    assertThat(turns.get(i).number()).isEqualTo(i + 1);
                    assertThat(turns.get(i).parentId()).isEqualTo(before.id());
                }
            }
        }
        assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(KILLS);
    }

    private void appendUntilKilled(List<String> acknowledged, int turns) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        TurnWriter.class.getName(),
                        folder.toString(),
                        CONVERSATION)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            int seen = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.length() == ID_LENGTH) {
                    acknowledged.add(line);
                    seen++;
                }
                if (seen == turns) {
                    // By its handle: the process itself would close the stream, and with it what was acknowledged last
                    process.toHandle().destroyForcibly();
                }
            }
            assertThat(seen).isGreaterThanOrEqualTo(turns);
        } finally {
            process.destroyForcibly();
            process.waitFor();
        }
    }
}
