/**
 * The embedded passage index: Apache Lucene in a directory of its own.
 *
 * <p>Start reading at {@code LucenePassageIndex}. The only package that opens, writes or searches Lucene indexes.
 */
@NullMarked
package dev.footnote.index.lucene;

import org.jspecify.annotations.NullMarked;
