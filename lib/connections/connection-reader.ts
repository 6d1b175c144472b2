// The lines of a list of prefixes or of an accounting export. Columns go by the names in the first line, in any order;
// without such a line by their usual order. Separators: semicolon, comma, tab. Pure.

import { canonicalIp } from '@/lib/mime/ip-addresses';
import { readMoment, type ZoneOffset } from './read-moment';
import type { ConnectionKind, ConnectionLineProblem, ConnectionRow } from './types';

type Column = 'network' | 'port_from' | 'port_to' | 'from' | 'to' | 'connection' | 'customer_no';

/** Names of columns, with those of RADIUS attributes (RFC 2866, RFC 8045) and of common exports. */
const NAMES: Record<string, Column> = {
  prefix: 'network',
  network: 'network',
  address: 'network',
  ip: 'network',
  'framed-ip-address': 'network',
  'framed-ipv6-prefix': 'network',
  'delegated-ipv6-prefix': 'network',
  port_from: 'port_from',
  port_start: 'port_from',
  port_to: 'port_to',
  port_end: 'port_to',
  valid_from: 'from',
  from: 'from',
  start: 'from',
  valid_to: 'to',
  to: 'to',
  end: 'to',
  stop: 'to',
  connection: 'connection',
  'user-name': 'connection',
  username: 'connection',
  customer_no: 'customer_no',
  customer: 'customer_no',
};

const PREFIX_ORDER: readonly Column[] = ['network', 'customer_no', 'connection', 'from', 'to'];
const SESSION_ORDER: readonly Column[] = [
  'network',
  'port_from',
  'port_to',
  'from',
  'to',
  'connection',
  'customer_no',
];
const WITHOUT_PORTS: readonly Column[] = ['network', 'from', 'to', 'connection', 'customer_no'];

/** As long as a login can be (lib/attribution/logins.ts); a longer name is no connection's. */
const MAX_NAME = 254;

export type ConnectionLine =
  { kind: 'row'; row: ConnectionRow } | { kind: 'bad'; problem: ConnectionLineProblem } | { kind: 'nothing' };

/** Reads the lines of one file in their order. */
export class ConnectionReader {
  readonly #kind: ConnectionKind;
  readonly #offset: ZoneOffset;
  #columns: readonly Column[] | null = null;
  #separator = ';';

  /** `offset`: the zone of times that have none. */
  constructor(kind: ConnectionKind, offset: ZoneOffset) {
    this.#kind = kind;
    this.#offset = offset;
  }

  /** Understands one line; what names the columns, comments and empty lines are `nothing`. */
  read(line: string): ConnectionLine {
    const text = line.replace(/^\uFEFF/, '').trim();
    if (text === '' || text.startsWith('#')) return { kind: 'nothing' };
    if (this.#columns === null) {
      this.#separator = /[;\t]/.exec(text)?.[0] ?? ',';
      const named = columnsOf(this.#split(text));
      this.#columns = named ?? this.#usualOrder(this.#split(text));
      if (named !== null) return { kind: 'nothing' };
    }
    const fields = this.#split(text);
    const values = new Map(this.#columns.map((column, i) => [column, fields[i] ?? '']));
    const row = this.#rowOf((column) => values.get(column) ?? '');
    return typeof row === 'string' ? { kind: 'bad', problem: row } : { kind: 'row', row };
  }

  #split(text: string): string[] {
    return text.split(this.#separator).map((field) =>
      field
        .trim()
        .replace(/^"(.*)"$/, '$1')
        .trim(),
    );
  }

  #usualOrder(fields: readonly string[]): readonly Column[] {
    if (this.#kind === 'prefixes') return PREFIX_ORDER;
    return fields.length <= WITHOUT_PORTS.length ? WITHOUT_PORTS : SESSION_ORDER;
  }

  #rowOf(value: (column: Column) => string): ConnectionRow | ConnectionLineProblem {
    const network = networkText(value('network'));
    if (network === null) return 'no-address';
    const ports = readPorts(value('port_from'), value('port_to'));
    if (ports === null) return 'wrong-ports';
    const times = this.#times(value('from'), value('to'));
    if (typeof times === 'string') return times;
    const customerNo = value('customer_no');
    const connection = (value('connection') || (this.#kind === 'prefixes' ? network : '')).toLowerCase();
    if (connection === '' || (value('connection') === '' && customerNo === '')) return 'no-connection';
    if (connection.length > MAX_NAME || customerNo.length > MAX_NAME) return 'too-long';
    return { network, ...ports, ...times, connection, customerNo: customerNo === '' ? null : customerNo };
  }

  /** As wide as the times can mean: what may have been is not ruled out. */
  #times(from: string, to: string): Pick<ConnectionRow, 'from' | 'to'> | ConnectionLineProblem {
    const begin = from === '' ? null : readMoment(from, this.#offset);
    const end = isOpen(to) ? null : readMoment(to, this.#offset);
    if ((begin === null && from !== '') || (end === null && !isOpen(to))) return 'wrong-time';
    if (begin === null && this.#kind === 'sessions') return 'no-begin';
    if (begin !== null && end !== null && end.latest < begin.earliest) return 'ends-before-begin';
    return { from: begin?.earliest ?? null, to: end?.latest ?? null };
  }
}

const isOpen = (to: string): boolean => to === '' || to === '-' || to === '0';

/** Null where the line does not name at least an address and a connection or customer. */
function columnsOf(fields: readonly string[]): readonly Column[] | null {
  const columns = fields.map((field) => NAMES[field.toLowerCase()]);
  const isHeader =
    columns.includes('network') && (columns.includes('connection') || columns.includes('customer_no'));
  // A column that nobody knows keeps its place under a name that nobody asks for.
  return isHeader ? columns.map((column) => column ?? ('' as Column)) : null;
}

/** Canonical text, so that the same network is the same row. */
function networkText(text: string): string | null {
  const [address = '', length, more] = text.split('/');
  const canonical = canonicalIp(address);
  if (canonical === null || more !== undefined) return null;
  if (length === undefined) return canonical;
  const bits = canonical.includes(':') ? 128 : 32;
  return /^\d{1,3}$/.test(length) && Number(length) <= bits ? `${canonical}/${Number(length)}` : null;
}

function readPorts(from: string, to: string): Pick<ConnectionRow, 'portFrom' | 'portTo'> | null {
  if (from === '' && to === '') return { portFrom: null, portTo: null };
  const [low, high] = [from, to === '' ? from : to].map((text) =>
    /^\d{1,5}$/.test(text) ? Number(text) : NaN,
  );
  if (low === undefined || high === undefined || !(low <= high) || high > 65_535) return null;
  // All ports are the whole address.
  return low <= 1 && high === 65_535 ? { portFrom: null, portTo: null } : { portFrom: low, portTo: high };
}
