// Where a moved mail lies, as one text that people can read and a later move can find again: the folder, and in the
// form of an IMAP URL (RFC 5092 §4) its UIDVALIDITY and UID, e.g. `Processed;UIDVALIDITY=17;UID=4`. Pure.

export interface Location {
  folder: string;
  /** Null where the server did not say (no UIDPLUS). */
  uidValidity: number | null;
  uid: string | null;
}

const FORM = /^(.*?);UIDVALIDITY=(\d{1,10});UID=(.+)$/s;

/** The text for `delivery.moved_to`. */
export function formatLocation({ folder, uidValidity, uid }: Location): string {
  return uidValidity === null || uid === null ? folder : `${folder};UIDVALIDITY=${uidValidity};UID=${uid}`;
}

/** Reads it back; a text of another form is a folder without a UID. */
export function parseLocation(text: string): Location {
  const match = FORM.exec(text);
  if (match === null) return { folder: text, uidValidity: null, uid: null };
  return { folder: match[1] ?? '', uidValidity: Number(match[2]), uid: match[3] ?? '' };
}
