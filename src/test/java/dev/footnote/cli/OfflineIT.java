package dev.footnote.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

@EnabledIf(value = "networkCanBeTakenAway", disabledReason = "needs Linux's unshare, and leave to use it")
class OfflineIT {

    private static final String[] WITHOUT_NETWORK = {"unshare", "--map-root-user", "--net"};

    @TempDir
    private Path temporary;

    static boolean networkCanBeTakenAway() throws InterruptedException {
        try {
            Process process =
                    new ProcessBuilder(WITHOUT_NETWORK[0], WITHOUT_NETWORK[1], WITHOUT_NETWORK[2], "true").start();
            return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void answersWithoutAnyNetwork() throws Exception {
        Path folder = Files.createDirectory(temporary.resolve("documents"));
        Files.writeString(folder.resolve("lease.txt"), "The lease of the lighthouse was signed on 4 May 1987.");

        String out = new Footnote(temporary)
                .through(WITHOUT_NETWORK)
                .with("FOOTNOTE_MODELS", Footnote.MODELS)
                .run("ask", "--folder", folder.toString(), "When was the lease of the lighthouse signed?")
                .success();

        assertThat(out).startsWith("4 May 1987 — ").contains("[1] lease (lease.txt, 0–53)");
    }
}
