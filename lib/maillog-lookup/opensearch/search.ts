// Searches of a log cluster: many in one `_msearch`, pages of one by `search_after`.
// Source: OpenSearch and Elasticsearch (7.10 and later) documentation, Multi-search and Query DSL.

import { z } from 'zod';
import { LogUnavailable } from '../unavailable';
import type { ClusterClient } from './http-client';
import { readDocument, type ClusterDocument } from './document';
import { documentsPerSender, pageSize, searchesPerRequest } from './limits';
import type { ClusterSettings } from './types';

/** A filter of the query DSL. */
export type Filter = Record<string, unknown>;

export interface Search {
  filters: Filter[];
  except: Filter[];
  size: number;
  /** The sort values of the last document of the page before. */
  after?: unknown[];
}

const hit = z.object({
  _source: z.record(z.string(), z.unknown()).default({}),
  sort: z.array(z.unknown()).default([]),
});
const result = z.object({ hits: z.object({ hits: z.array(hit) }).optional(), error: z.unknown().optional() });
const results = z.object({ responses: z.array(result) });

type Hit = z.infer<typeof hit>;

/** The time of a document within a window, whatever its date format is. */
export function within({ fields }: ClusterSettings, from: number, to: number): Filter {
  return { range: { [fields.time]: { gte: Math.floor(from), lte: Math.ceil(to), format: 'epoch_millis' } } };
}

/** What the searches found, in their order; documents that speak of no mail are left out. */
export async function searchAll(
  client: ClusterClient,
  settings: ClusterSettings,
  searches: readonly Search[],
): Promise<ClusterDocument[][]> {
  return (await hitsOf(client, settings, searches)).map((hits) => toDocuments(hits, settings));
}

/** All documents of one search, page by page, at most `documentsPerSender`. */
export async function searchPages(
  client: ClusterClient,
  settings: ClusterSettings,
  search: Omit<Search, 'size' | 'after'>,
): Promise<ClusterDocument[]> {
  const documents: ClusterDocument[] = [];
  let after: unknown[] | undefined;
  for (let read = 0; read < documentsPerSender; read += pageSize) {
    const page: Search = { ...search, size: pageSize, ...(after ? { after } : {}) };
    const [hits = []] = await hitsOf(client, settings, [page]);
    documents.push(...toDocuments(hits, settings));
    after = hits.at(-1)?.sort;
    if (hits.length < pageSize || after === undefined) break;
  }
  return documents;
}

async function hitsOf(
  client: ClusterClient,
  settings: ClusterSettings,
  searches: readonly Search[],
): Promise<Hit[][]> {
  const found: Hit[][] = [];
  for (let at = 0; at < searches.length; at += searchesPerRequest) {
    const some = searches.slice(at, at + searchesPerRequest);
    const lines = some.flatMap((search) => [
      JSON.stringify({ index: settings.index }),
      bodyOf(search, settings),
    ]);
    const answer = results.safeParse(
      await client.ask('_msearch', `${lines.join('\n')}\n`, 'newline-delimited'),
    );
    if (!answer.success || answer.data.responses.length !== some.length)
      throw new LogUnavailable('not-json', 'the answer is none of _msearch');
    // One search that failed is not one that found nothing.
    for (const { hits, error } of answer.data.responses) {
      if (hits === undefined)
        throw new LogUnavailable(faultOf(error), JSON.stringify(error ?? null).slice(0, 300));
      found.push(hits.hits);
    }
  }
  return found;
}

function faultOf(error: unknown): 'no-index' | 'refused' {
  return JSON.stringify(error ?? '').includes('index_not_found') ? 'no-index' : 'refused';
}

function bodyOf({ filters, except, size, after }: Search, { fields }: ClusterSettings): string {
  return JSON.stringify({
    size,
    query: { bool: { filter: filters, ...(except.length > 0 ? { must_not: except } : {}) } },
    // The second key tells documents of one millisecond apart between two pages.
    sort: [{ [fields.time]: 'asc' }, { [fields.queueId]: { order: 'asc', unmapped_type: 'keyword' } }],
    _source: Object.values(fields),
    track_total_hits: false,
    ...(after ? { search_after: after } : {}),
  });
}

function toDocuments(hits: readonly Hit[], settings: ClusterSettings): ClusterDocument[] {
  return hits.flatMap(({ _source: source }) => {
    const document = readDocument(source, settings);
    return document === null ? [] : [document];
  });
}
