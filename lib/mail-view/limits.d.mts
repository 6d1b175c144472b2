// Types of the plain module `limits.mjs`.

export declare const TIMEOUT_MS: number;
export declare const HEAP_MIB: number;
export declare const THREADS: number;
export declare const HTML_CHARS: number;
export declare const TEXT_CHARS: number;
export declare const HTML_DEPTH: number;
export declare const ATTACHMENTS: number;
export const SOURCE_BYTES: number;
export const SOURCE_LINES: number;
export declare const LABEL_CHARS: number;
