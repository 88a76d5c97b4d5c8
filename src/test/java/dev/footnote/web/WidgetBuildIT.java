package dev.footnote.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/** What the service serves as the widget is what its sources build, and it is small. */
class WidgetBuildIT {

    private static final Path SERVED = Path.of("src/main/resources/web/widget/v1");

    @Test
    void whatIsServedIsWhatTheSourcesBuild() throws IOException, InterruptedException {
        Path built = WidgetBuild.built();
        List<String> names;
        try (Stream<Path> files = Files.list(built)) {
            names = files.map(file -> file.getFileName().toString()).toList();
        }
        assertThat(names).contains("widget.js", "chat.js", "page.js");
        for (String name : names) {
            assertThat(SERVED.resolve(name))
                    .as("run: cd src/main/widget && npm ci --ignore-scripts && npm run build")
                    .hasSameBinaryContentAs(built.resolve(name));
        }
    }

    @Test
    void theWidgetIsAtMostSixtyKilobytesAndSixBeforeTheFirstClick() throws IOException {
        int launcher = zipped("widget.js");
        assertThat(launcher).isLessThanOrEqualTo(6 * 1024);
        assertThat(launcher + zipped("chat.js")).isLessThanOrEqualTo(60 * 1024);
    }

    private static int zipped(String name) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
            zip.write(Files.readAllBytes(SERVED.resolve(name)));
        }
        return bytes.size();
    }
}
