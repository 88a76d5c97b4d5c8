package dev.footnote.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelFoldersTest {

    private final InferenceQueue queue = new InferenceQueue(1, 1);
    private final ModelFolders folders = new ModelFolders(TinyModels.FOLDER);

    @AfterEach
    void closeQueue() {
        queue.close();
    }

    @Test
    void listsTheModelsThereAre() {
        assertThat(folders.names()).containsExactly("tiny-encoder", "tiny-reader");
    }

    @Test
    void opensByName() {
        try (Encoder encoder = folders.openEncoder("tiny-encoder", queue);
                Reader reader = folders.openReader("tiny-reader", queue)) {
            assertThat(encoder.id()).isEqualTo("tiny-encoder");
            assertThat(reader.id()).isEqualTo("tiny-reader");
        }
    }

    @Test
    void anUnknownNameIsAnsweredWithTheKnownOnes() {
        for (String name : new String[] {"large", "../models/tiny-encoder", ""}) {
            assertThatThrownBy(() -> folders.openEncoder(name, queue))
                    .isInstanceOf(ModelException.class)
                    .hasMessageContainingAll('"' + name + '"', "[tiny-encoder, tiny-reader]");
        }
    }

    @Test
    void aFolderMustBeNamedLikeItsModel(@TempDir Path parent) throws IOException {
        Files.move(TinyModels.copy(TinyModels.ENCODER, parent), parent.resolve("mine"));
        assertThatThrownBy(() -> new ModelFolders(parent).openEncoder("mine", queue))
                .isInstanceOf(ModelException.class)
                .hasMessageContainingAll("name: expected the folder's name, \"mine\"", "found \"tiny-encoder\"");
    }

    @Test
    void aMissingFolderOfModelsIsSaidToBeSo(@TempDir Path parent) {
        assertThatThrownBy(() -> new ModelFolders(parent.resolve("none")).names())
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("expected the folder of the models, found none");
    }
}
