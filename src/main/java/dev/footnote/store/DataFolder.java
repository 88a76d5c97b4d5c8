package dev.footnote.store;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;

/**
 * Where what the program writes is kept: {@code footnote}.
 *
 * @param data the folder
 */
@ConfigurationProperties("footnote")
record DataFolder(@Bindable(defaultValue = "data") String data) {}
