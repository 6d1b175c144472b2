// The words of a log cluster's settings, without what checks them: browsers read them too.

/** What a document can say, by our words; a mapping names the field of each. */
export const clusterFields = [
  'time',
  'host',
  'queueId',
  'messageId',
  'saslUser',
  'clientIp',
  'clientPort',
  'clientName',
  'envelopeFrom',
  'sizeBytes',
  'recipients',
  'recipient',
  'status',
  'relay',
  'uid',
  'localUser',
  'cwd',
  'originQueueId',
  'subject',
  'line',
] as const;
export type ClusterField = (typeof clusterFields)[number];

/** Without these the log cannot say that it does not know a mail. */
export const neededFields = ['time', 'host', 'queueId', 'messageId', 'saslUser'] as const;
export type NeededField = (typeof neededFields)[number];

export type FieldMap = Record<NeededField, string> & Partial<Record<ClusterField, string>>;

export const clusterShapes = ['lines', 'mails'] as const;
export const clusterAuths = ['none', 'basic', 'api-key'] as const;
