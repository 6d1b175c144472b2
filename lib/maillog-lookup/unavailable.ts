// What a look-up throws when the log cannot be asked just now, in place of an answer that would make mail look forged.

/** Nobody answered, or not in time, or not what was asked for; `code` has a text on the screen "Mail logs". */
export class LogUnavailable extends Error {
  override name = 'LogUnavailable';

  constructor(
    readonly code: ClusterFault,
    readonly detail: string,
  ) {
    super(`${code}: ${detail}`);
  }
}

/** `cut-off`: more than is taken; `no-index`: nothing by that name. */
export type ClusterFault =
  | 'unreachable'
  | 'tls-failed'
  | 'timed-out'
  | 'sign-in-refused'
  | 'no-index'
  | 'refused'
  | 'not-json'
  | 'cut-off';
