// The HTTP resolver behind its port: our own contract, or the AbuseHQ-like form.

import {
  DirectoryFault,
  type DirectoryChunk,
  type DirectoryTest,
  type DirectoryTestStep,
  type ResolverQuestion,
  type ResolvingDirectory,
} from '../types';
import { abusehqQuestion, readAbusehqAnswer } from './abusehq-form';
import { Exchange, type HttpAnswer, type HttpQuestion } from './exchange';
import { askMs } from './limits';
import { questionBody, questionFields, readAnswer, type ResolvedAccount } from './own-contract';
import { pinAddress, type LookUp, type Pinned } from './reach';
import { abusehqSettings, httpSettings, type AbusehqSettings, type HttpSettings } from './settings';

export interface ReachOptions {
  /** Names of DIRECTORY_ALLOWED_HOSTS: these may lie inside a network. */
  allowedHosts: readonly string[];
  lookUp?: LookUp;
}

/** One way to ask: how a question is written, and what its answer means. */
interface Form {
  settings: HttpSettings;
  fields(question: ResolverQuestion): [string, string][];
  body(question: ResolverQuestion): { type: string; text: string };
  read(
    json: unknown,
    answer: HttpAnswer,
    question: ResolverQuestion,
  ): { answer: ResolvedAccount | null } | { wrong: string };
}

function ownForm(settings: HttpSettings): Form {
  return {
    settings,
    fields: questionFields,
    body: (question) => ({ type: 'application/json', text: questionBody(question) }),
    read: readAnswer,
  };
}

function abusehqForm(settings: AbusehqSettings): Form {
  const fields = (question: ResolverQuestion) => abusehqQuestion(question, settings);
  return {
    settings,
    fields,
    body: (question) => ({
      type: 'application/x-www-form-urlencoded',
      text: new URLSearchParams(fields(question)).toString(),
    }),
    read: (json, { headers }, { login }) => {
      const header = headers['x-abusehq-resolve'];
      return readAbusehqAnswer(json, Array.isArray(header) ? header[0] : header, login, settings);
    },
  };
}

function formOf(kind: 'http' | 'abusehq', settings: unknown): Form {
  return kind === 'http' ? ownForm(httpSettings(settings)) : abusehqForm(abusehqSettings(settings));
}

function authorization({ auth, username }: HttpSettings, secret: string | null): Record<string, string> {
  if (auth === 'none') return {};
  if (secret === null) throw new DirectoryFault('secret-missing');
  if (auth === 'bearer') return { authorization: `Bearer ${secret}` };
  return { authorization: `Basic ${Buffer.from(`${username}:${secret}`).toString('base64')}` };
}

function write(form: Form, question: ResolverQuestion, secret: string | null): HttpQuestion {
  const { settings } = form;
  const url = new URL(settings.url);
  const headers = {
    accept: 'application/json',
    'accept-encoding': 'identity',
    'user-agent': 'Meldestelle',
    ...authorization(settings, secret),
  };
  if (settings.method === 'GET') {
    for (const [name, value] of form.fields(question)) url.searchParams.set(name, value);
    return { url, method: 'GET', headers, body: null };
  }
  const { type, text } = form.body(question);
  return {
    url,
    method: 'POST',
    headers: { ...headers, 'content-type': type, 'content-length': String(Buffer.byteLength(text)) },
    body: text,
  };
}

/** 404 and 204: it does not know the login. Everything else than 200 is a fault of the resolver's or of the settings. */
function understand(form: Form, answer: HttpAnswer, question: ResolverQuestion): ResolvedAccount | null {
  const { status, body } = answer;
  if (status === 404 || status === 204) return null;
  if (status === 401 || status === 403) throw new DirectoryFault('sign-in-refused', { status });
  if (status === 429 || status === 503) throw new DirectoryFault('busy', { status });
  if (status !== 200) throw new DirectoryFault('unexpected-status', { status });
  const read = form.read(parseJson(body), answer, question);
  if ('wrong' in read) throw new DirectoryFault('wrong-answer', { problem: read.wrong });
  return read.answer;
}

/** An empty body is no answer: null, which a form may take for "in the header". */
function parseJson(body: string): unknown {
  if (body.trim() === '') return null;
  try {
    return JSON.parse(body);
  } catch {
    throw new DirectoryFault('no-json', { begins: body.slice(0, 80) });
  }
}

class HttpDirectory implements ResolvingDirectory {
  #exchange: Promise<Exchange> | undefined;

  constructor(
    private readonly form: Form,
    private readonly secret: string | null,
    private readonly options: ReachOptions,
  ) {}

  async resolve(question: ResolverQuestion, signal: AbortSignal): Promise<ResolvedAccount | null> {
    this.#exchange ??= this.#connect();
    const exchange = await this.#exchange;
    const over = AbortSignal.any([signal, AbortSignal.timeout(askMs)]);
    const answer = await exchange.ask(write(this.form, question, this.secret), over);
    return understand(this.form, answer, question);
  }

  async close(): Promise<void> {
    const exchange = await this.#exchange?.catch(() => undefined);
    exchange?.close();
  }

  async #connect(): Promise<Exchange> {
    const { settings } = this.form;
    return new Exchange(new URL(settings.url), await this.pin(), settings.caPem);
  }

  pin(): Promise<Pinned> {
    return pinAddress(new URL(this.form.settings.url), this.options.allowedHosts, this.options.lookUp);
  }
}

/** A resolver with these settings. Its name is looked up at the first question and holds until it is closed. */
export function openHttpDirectory(
  kind: 'http' | 'abusehq',
  settings: unknown,
  secret: string | null,
  options: ReachOptions,
): ResolvingDirectory {
  return new HttpDirectory(formOf(kind, settings), secret, options);
}

/** The connection test: look-up, question, answer as it would be understood. Ends at the first step that fails. */
export async function testHttpDirectory(
  kind: 'http' | 'abusehq',
  settings: unknown,
  secret: string | null,
  question: ResolverQuestion,
  options: ReachOptions,
): Promise<DirectoryTest> {
  const steps: DirectoryTestStep[] = [];
  const directory = new HttpDirectory(formOf(kind, settings), secret, options);
  let at = 'resolve';
  try {
    steps.push({ code: at, ok: true, detail: { address: (await directory.pin()).address } });
    at = 'ask';
    const found = await directory.resolve(question, AbortSignal.timeout(askMs));
    steps.push({ code: at, ok: true, detail: { login: question.login } });
    steps.push({
      code: found === null ? 'unknown-login' : 'known-login',
      ok: true,
      detail: { login: question.login },
    });
    return { steps, sample: found === null ? null : sampleOf(found) };
  } catch (error) {
    if (!(error instanceof DirectoryFault)) throw error;
    steps.push({ code: at, ok: false, detail: { fault: error.code, ...error.detail } });
    return { steps, sample: null };
  } finally {
    await directory.close();
  }
}

function sampleOf({ account, customer }: ResolvedAccount): DirectoryChunk {
  const customers = customer === null ? [] : [customer];
  return { customers, accounts: [account], aliases: [], domains: [], problems: [] };
}
