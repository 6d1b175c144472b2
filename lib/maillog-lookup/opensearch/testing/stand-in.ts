// A stand-in for a log cluster, for tests: real HTTP, and of the query DSL just what the look-up sends: bool with filter,
// should and must_not; term, terms and range; sort, search_after, size; terms with min and max. It is no OpenSearch: what
// it does not know it refuses, so that a query that changed is seen.

import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';

type Document = Record<string, unknown>;
/** A clause of the query DSL by its name. */
type Query = Record<string, unknown>;

interface Aggregation {
  terms: { field: string };
  aggs: Record<string, Record<string, { field: string }>>;
}

interface Body {
  index?: string;
  size?: number;
  query: Query;
  sort: Record<string, unknown>[];
  search_after?: unknown[];
  aggs?: Record<string, Aggregation>;
  _source: string[];
}

export interface StandIn {
  url: string;
  /** What was asked: path, authorization, searches in the request. */
  readonly asked: { path: string; authorization: string | undefined; searches: number }[];
  documents: Document[];
  /** Set, every answer is this one; `silent` is none at all. */
  trouble: { status: number; body: string } | 'silent' | 'one-search-fails' | null;
  stop(): Promise<void>;
}

/** Starts it on a port of its own; `tls` gives it a certificate. */
export async function startStandIn(
  documents: Document[],
  { index = 'mail-*', tls }: { index?: string; tls?: { key: string; cert: string } } = {},
): Promise<StandIn> {
  const state: Omit<StandIn, 'url' | 'stop'> = { asked: [], documents, trouble: null };
  const listener = (request: IncomingMessage, response: ServerResponse): void => {
    void readBody(request).then((body) => answer(state, index, { request, response, body }));
  };
  const server: Server = tls ? createTlsServer(tls, listener) : createServer(listener);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  const url = `${tls ? 'https' : 'http'}://127.0.0.1:${port}`;
  const stop = () =>
    new Promise<void>((done) => {
      server.close(() => done());
      server.closeAllConnections();
    });
  return Object.assign(state, { url, stop });
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

interface Call {
  request: IncomingMessage;
  response: ServerResponse;
  body: string;
}

function answer(
  state: Omit<StandIn, 'url' | 'stop'>,
  index: string,
  { request, response, body }: Call,
): void {
  const path = decodeURIComponent(request.url ?? '');
  const lines = body
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Body);
  const isMany = path.endsWith('/_msearch');
  const searches = isMany ? lines.length / 2 : 1;
  state.asked.push({ path, authorization: request.headers.authorization, searches });
  const { trouble } = state;
  if (trouble === 'silent') return;
  if (trouble !== null && trouble !== 'one-search-fails') {
    response.writeHead(trouble.status).end(trouble.body);
    return;
  }
  const named = isMany
    ? lines.filter((_, i) => i % 2 === 0).map((line) => line.index)
    : [path.split('/').at(-2)];
  const missing = { error: { type: 'index_not_found_exception', reason: 'no such index' } };
  const run = (query: Body, i: number): unknown => {
    if (trouble === 'one-search-fails' && i === searches - 1)
      return { error: { type: 'search_phase_execution_exception' } };
    return named[i] === index ? search(state.documents, query) : missing;
  };
  if (isMany) {
    const responses = lines.filter((_, i) => i % 2 === 1).map(run);
    response.writeHead(200).end(JSON.stringify({ took: 1, responses }));
    return;
  }
  const one = run(lines[0] as Body, 0);
  response.writeHead(one === missing ? 404 : 200).end(JSON.stringify(one));
}

function search(documents: readonly Document[], body: Body): unknown {
  const { size, query, sort, search_after: after, aggs, _source: kept } = body;
  if (aggs !== undefined) return { hits: { hits: [] }, aggregations: aggregate(documents, aggs) };
  const keys = sort.map((one) => Object.keys(one)[0] as string);
  const sortOf = (document: Document) => keys.map((key) => sortValue(valueOf(document, key)));
  const found = documents
    .filter((document) => matches(document, query))
    .map((document) => ({ document, sort: sortOf(document) }))
    .sort((a, b) => compare(a.sort, b.sort))
    .filter((one) => after === undefined || compare(one.sort, after) > 0)
    .slice(0, size)
    .map((one) => ({
      _index: 'mail-1',
      _id: 'x',
      _score: null,
      _source: only(one.document, kept),
      sort: one.sort,
    }));
  return { hits: { hits: found } };
}

function aggregate(documents: readonly Document[], aggs: Record<string, Aggregation>): unknown {
  const [name = ''] = Object.keys(aggs);
  const { terms, aggs: inner } = aggs[name] as Aggregation;
  const keys = [...new Set(documents.map((document) => valueOf(document, terms.field)))].filter(Boolean);
  const buckets = keys.map((key) => {
    const own = documents.filter((document) => valueOf(document, terms.field) === key);
    const bounds = Object.entries(inner).map(([label, what]) => {
      const [kind = ''] = Object.keys(what);
      const field = what[kind]?.field ?? '';
      const times = own.map((document) => Number(sortValue(valueOf(document, field))));
      return [label, { value: kind === 'min' ? Math.min(...times) : Math.max(...times) }];
    });
    return { key, doc_count: own.length, ...Object.fromEntries(bounds) };
  });
  return { [name]: { buckets } };
}

function matches(document: Document, query: Query): boolean {
  const [kind = ''] = Object.keys(query);
  const what = query[kind] as Record<string, unknown>;
  if (kind === 'bool') return matchesBool(document, what);
  if (kind === 'exists') return valueOf(document, (what as { field: string }).field) !== undefined;
  const [field = ''] = Object.keys(what);
  const values = [valueOf(document, field)].flat().filter((value) => value !== undefined);
  if (kind === 'terms')
    return (what[field] as unknown[]).some((one) => values.some((value) => same(value, one)));
  if (kind === 'term') {
    const { value, case_insensitive: folded } = what[field] as { value: unknown; case_insensitive?: boolean };
    const fold = (text: unknown) => (folded ? String(text).toLowerCase() : String(text));
    return values.some((one) => fold(one) === fold(value));
  }
  if (kind === 'range') {
    const { gte, lte, format } = what[field] as { gte: number; lte: number; format: string };
    if (format !== 'epoch_millis') throw new Error('the stand-in wants milliseconds');
    return values.some((value) => Number(sortValue(value)) >= gte && Number(sortValue(value)) <= lte);
  }
  throw new Error(`the stand-in does not know ${kind}`);
}

function matchesBool(document: Document, { filter, should, must_not: except }: Query): boolean {
  const list = (queries: unknown): Query[] => (queries ?? []) as Query[];
  return (
    list(filter).every((one) => matches(document, one)) &&
    (should === undefined || list(should).some((one) => matches(document, one))) &&
    !list(except).some((one) => matches(document, one))
  );
}

const same = (a: unknown, b: unknown): boolean => String(a) === String(b);

function valueOf(document: Document, path: string): unknown {
  if (path in document) return document[path];
  return path.split('.').reduce<unknown>((value, key) => (value as Document | undefined)?.[key], document);
}

/** Times as milliseconds, as a `date` field sorts. */
function sortValue(value: unknown): unknown {
  return typeof value === 'string' && /^\d{4}-\d\d-\d\dT/.test(value) ? Date.parse(value) : (value ?? '');
}

function compare(a: readonly unknown[], b: readonly unknown[]): number {
  for (const [i, one] of a.entries()) {
    const other = b[i];
    if (String(one) === String(other)) continue;
    return typeof one === 'number' && typeof other === 'number'
      ? one - other
      : String(one) < String(other)
        ? -1
        : 1;
  }
  return 0;
}

/** `_source` filtering keeps nested objects by their path. */
function only(document: Document, paths: readonly string[]): Document {
  const kept: Document = {};
  for (const path of paths) {
    const [top = ''] = path in document ? [path] : path.split('.');
    if (top in document) kept[top] = document[top];
  }
  return kept;
}
