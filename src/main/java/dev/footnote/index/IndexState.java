package dev.footnote.index;

/** How complete the index is that a snapshot shows. */
public enum IndexState {
    /** Everything in the folder is indexed. */
    READY,
    /** The first index is being built: what is committed so far can be searched. */
    BUILDING,
    /** Made with another model or other settings than those in use; searched by words alone until its replacement is complete. */
    REBUILDING
}
