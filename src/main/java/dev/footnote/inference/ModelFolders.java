package dev.footnote.inference;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The folder of local models: each in a folder of its own name, with a {@code model.yml} that describes it. Another model is added by
 * adding its folder.
 */
public final class ModelFolders {

    private final Path models;

    /** @param models the folder that holds the models' folders */
    public ModelFolders(Path models) {
        this.models = models;
    }

    /**
     * Returns the names of the models there are, in alphabetical order.
     *
     * @throws ModelException if the folder of models cannot be read
     */
    public List<String> names() {
        try (Stream<Path> folders = Files.list(models)) {
            return folders.filter(folder -> Files.isRegularFile(folder.resolve(ModelDescription.FILE_NAME)))
                    .map(folder -> folder.getFileName().toString())
                    .sorted()
                    .toList();
        } catch (NoSuchFileException | NotDirectoryException e) {
            throw new ModelException(models + ": expected the folder of the models, found none", e);
        } catch (IOException e) {
            throw new ModelException(models + ": expected a readable folder of models, found: " + e, e);
        }
    }

    /**
     * Loads an encoder.
     *
     * @param name the name of its folder
     * @param queue where its runs wait
     * @throws ModelException if there is no such model or it cannot be loaded; the message says why
     */
    public Encoder openEncoder(String name, InferenceQueue queue) {
        return open(name, folder -> BertEncoder.open(folder, queue));
    }

    /**
     * Loads a reader.
     *
     * @param name the name of its folder
     * @param queue where its runs wait
     * @throws ModelException if there is no such model or it cannot be loaded; the message says why
     */
    public Reader openReader(String name, InferenceQueue queue) {
        return open(name, folder -> BertReader.open(folder, queue));
    }

    private <T> T open(String name, Function<Path, T> opening) {
        List<String> names = names();
        if (!names.contains(name)) {
            throw new ModelException(models + ": expected a folder \"" + name + "\" with a "
                    + ModelDescription.FILE_NAME + ", found only: " + names);
        }
        Path folder = models.resolve(name);
        ModelDescription description = ModelDescription.load(folder);
        if (!description.name().equals(name)) {
            throw new ModelException(description.description() + ": name: expected the folder's name, \"" + name
                    + "\", so that two models cannot be taken for one, found \"" + description.name() + '"');
        }
        return opening.apply(folder);
    }
}
