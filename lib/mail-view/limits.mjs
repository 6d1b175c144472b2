// What one view may cost, for the thread and for its keeper.

/** Wall clock for one mail; genuine mail takes some tens of milliseconds. */
export const TIMEOUT_MS = 5_000;
/** Heap of the thread: 35 MiB of mail are held about four times while they are decoded. */
export const HEAP_MIB = 256;
/** Threads at a time: each may use a whole core and its heap. */
export const THREADS = 2;
/** Beyond this, HTML is cut before it is sanitised: no person reads a megabyte of a spam mail. */
export const HTML_CHARS = 1_000_000;
/** Beyond this, plain text is cut. */
export const TEXT_CHARS = 500_000;
/** Depth of HTML elements kept; browsers struggle beyond some hundreds. */
export const HTML_DEPTH = 100;
/** Source shown on a page; all of it can be downloaded. Twice what the longest header of a genuine report takes. */
export const SOURCE_BYTES = 256 * 1024;
/** Lines of it: more would make the page itself slow. */
export const SOURCE_LINES = 10_000;
/** Attachments listed. */
export const ATTACHMENTS = 200;
/** Characters of a link or a file name shown. */
export const LABEL_CHARS = 500;
