// The words of sending: where to, what, and what came of it.

export interface SmtpSettings {
  host: string;
  port: number;
  /** `none` on loopback only. */
  security: 'tls' | 'starttls' | 'none';
  username: string | null;
  password: string | null;
  caPem: string | null;
}

export interface OutgoingMail {
  envelopeFrom: string;
  to: string;
  mime: Buffer;
}

export type SendOutcome =
  /** The server has it. */
  | { kind: 'accepted'; response: string }
  /** Refused for now (4xx): later again. */
  | { kind: 'temporary'; response: string }
  /** Refused for good (5xx). `isAboutMail`: this recipient or this mail, not the server's dealings with us. */
  | { kind: 'permanent'; response: string; isAboutMail: boolean }
  /** Nothing of the mail was taken: later again. */
  | { kind: 'not-reached'; response: string }
  /** The whole mail had left and no answer came: the server may have it. Nobody sends it again by himself. */
  | { kind: 'ambiguous'; response: string };
