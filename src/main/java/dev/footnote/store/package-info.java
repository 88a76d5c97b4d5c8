/**
 * The database: data source, migrations, transactions.
 *
 * <p>Start reading at {@link dev.footnote.store.Store}. Knows nothing of what is kept.
 */
@NullMarked
package dev.footnote.store;

import org.jspecify.annotations.NullMarked;
