// A log cluster: an OpenSearch or Elasticsearch index in which a provider already keeps the lines of his mail servers.

import { z } from 'zod';
import {
  clusterAuths,
  clusterFields,
  clusterShapes,
  neededFields,
  type ClusterField,
  type NeededField,
} from './words';

const field = z.string().min(1).max(200);

/**
 * Where the cluster is and how its documents are to be read. `lines`: a document is a line of the log, and a mail is all
 * documents of one host and queue id; `mails`: a document is a mail, or one of its deliveries with all that was known of it.
 */
export const clusterSettings = z.object({
  url: z.url({ protocol: /^https?$/ }),
  index: z.string().min(1).max(300),
  shape: z.enum(clusterShapes),
  auth: z.enum(clusterAuths),
  /** Of `basic`. */
  username: z.string().max(300),
  /** Authorities to trust beside the system's own; '' for none. */
  caPem: z.string().max(100_000),
  fields: z.object({
    ...(Object.fromEntries(clusterFields.map((name) => [name, field.optional()])) as Record<
      ClusterField,
      z.ZodOptional<typeof field>
    >),
    ...(Object.fromEntries(neededFields.map((name) => [name, field])) as Record<NeededField, typeof field>),
  }),
});
export type ClusterSettings = z.infer<typeof clusterSettings>;

/** The settings with the password or API key, as a connection needs them. */
export type ClusterAccess = ClusterSettings & { secret: string };
