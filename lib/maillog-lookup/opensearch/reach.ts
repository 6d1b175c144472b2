// How far the cluster's log of each host reaches, by one aggregation.

import { z } from 'zod';
import type { LogCoverage } from '../types';
import { LogUnavailable } from '../unavailable';
import type { ClusterClient } from './http-client';
import { hosts } from './limits';
import type { ClusterSettings } from './types';

const moment = z.object({ value: z.number().nullable() });
const answer = z.object({
  aggregations: z
    .object({
      hosts: z.object({ buckets: z.array(z.object({ key: z.string(), from: moment, to: moment })) }),
    })
    .optional(),
});

/** Each host with its first and its last line; none where the index is empty. */
export async function readReach(client: ClusterClient, settings: ClusterSettings): Promise<LogCoverage[]> {
  const { time, host } = settings.fields;
  const body = {
    size: 0,
    track_total_hits: false,
    aggs: {
      hosts: {
        terms: { field: host, size: hosts },
        aggs: { from: { min: { field: time } }, to: { max: { field: time } } },
      },
    },
  };
  const path = `${encodeURIComponent(settings.index)}/_search`;
  const read = answer.safeParse(await client.ask(path, JSON.stringify(body)));
  if (!read.success) throw new LogUnavailable('not-json', 'the answer has no hosts');
  return (read.data.aggregations?.hosts.buckets ?? []).flatMap(({ key, from, to }) =>
    from.value === null || to.value === null
      ? []
      : [{ host: key.toLowerCase(), from: from.value, to: to.value }],
  );
}
