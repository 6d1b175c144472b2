// What hostile mail may cost at most, in one place.
// Promise: every reader below lib/mime, lib/arf and lib/formats stays within these numbers; going
// beyond one is an outcome with a reason code, never an exception and never a silent loss.

/** The limits for one mail. Units are in the names; the reasons stand beside the numbers. */
export const MAIL_LIMITS = {
  /** Above what large providers accept (25 MiB, 33 MiB after base64), so nothing genuine is refused. */
  mailBytes: 35 * 1024 * 1024,
  /** Processor time of reading one mail after which another thread takes over the mails behind it. */
  readSlowMs: 400,
  /** Processor time of reading one mail; an honest one takes a thousandth of it. Beyond, its thread is ended. */
  readCpuMs: 5_000,
  /** The same by the clock, for a thread that answers nothing; long enough for a suspended or overloaded machine. */
  readElapsedMs: 30_000,
  /** Heap of a thread that reads: two batches' reports take some 50 MiB, the programs 60. Beyond, it ends. */
  readHeapMib: 256,
  /**
   * How often reading goes over each byte at most, counted step by step (lib/mime/work.ts): line ends,
   * delimiters and header of the container, its decoding, and the same again for what was in it.
   */
  workFactor: 8,
  /** How much of the mail is copied at most: its line ends made uniform, header text, decoded bodies twice. */
  keptFactor: 4,
  /** Strings of one outcome together: the header of the reported mail three times, and room for a bulk form. */
  outcomeChars: 2 * 1024 * 1024,
  /** Values of one outcome: 500 header fields, 500 recipients, and as much again for each report of a bulk form. */
  outcomeValues: 50_000,
  /** What reading costs at most beyond that, whatever the size: look-ups at short lines. */
  workBytes: 64 * 1024,
  /** A report has three parts; a long thread forwarded with its attachments stays below fifty. */
  parts: 500,
  /** Genuine nesting is two to five; every level costs a look-up at each line of dashes. */
  depth: 20,
  /** One header block. Postfix's own header_size_limit is 100 KiB; ARC chains need some tens of KiB. */
  headerBytes: 256 * 1024,
  /** Fields of one header block: five hops with ARC, DKIM and vendor fields make about 150. */
  headerFields: 1_000,
  /** Header bytes of all parts: five hundred genuine parts have some 100 KiB, the mail's own included. */
  allHeaderBytes: 2 * 1024 * 1024,
  /** Fields of all parts, for the same reason; one is an object of about a hundred bytes. */
  allHeaderFields: 20_000,
  /** `From ` lines and `>` signs before a header: every mbox that a mail went through may add one. */
  mboxLines: 5,
  /** Printed field names end near 40 characters; longer ones are prose that happens to hold a colon. */
  fieldNameChars: 200,
  /** One unfolded value: the longest genuine ones (ARC seals, Received-SPF) end below 8 KiB. */
  fieldValueChars: 16_384,
  /** RFC 2046 §5.1.1 allows 70; some generators exceed it a little. */
  boundaryChars: 200,
  /** Parameters of one Content-Type; genuine ones have up to six. */
  parameters: 50,
  /** The machine-readable part of a report, decoded; real ones end below 20 KiB. */
  machinePartBytes: 256 * 1024,
  /** Values kept of one repeatable report field (recipients, URIs, an extension field). */
  fieldValues: 500,
  /** Received fields of the reported mail; loops are cut at 50 to 100 hops by every server. */
  receivedFields: 100,
  /** Header fields shown and stored of the reported mail. */
  keptHeaderFields: 500,
  /** Mailboxes read out of one address field. */
  mailboxes: 500,
  /** Text for people (subject, sender): two screens of it say enough. */
  textChars: 2_000,
  /** Text of a mail that a person has to judge, and in which addresses are looked for. */
  candidateTextChars: 20_000,
  /** One JSON report, decoded: two pieces of evidence of the largest size allowed (5 MiB) in base64, and room. */
  jsonBytes: 16 * 1024 * 1024,
  /** Nesting of a JSON report: the specified ones end at four. */
  jsonDepth: 20,
  /** Members of all its objects: fifty pieces of evidence and fifty links with all their members make 450. */
  jsonKeys: 5_000,
  /** Values of all its lists and objects: long lists of probed resources have some thousands. */
  jsonValues: 100_000,
  /** JSON reports read out of one mail; bulk senders put one in each mail. */
  jsonReports: 50,
  /** One piece of evidence, decoded: what XARF 4 allows its size to be. */
  evidenceBytes: 5 * 1024 * 1024,
  /** Evidence kept within the report, in base64, all pieces together; the raw mail holds all of it anyway. */
  evidenceChars: 256 * 1024,
} as const;
