// The policy delegation protocol: one request is lines of `name=value` ended by an empty line, the answer is
// `action=…` and an empty line; connections stay open. Source: Postfix SMTPD_POLICY_README.

/** A request that is longer than this is no Postfix. Its own are below 2 KiB. */
const MOST_BYTES = 64 * 1024;

/** The connection does not speak the protocol; it is closed. */
export class PolicyProtocolError extends Error {
  override name = 'PolicyProtocolError';
}

/** What a request says, as far as we use it. Absent attributes are empty. */
export interface PolicyRequest {
  request: string;
  protocolState: string;
  /** Lower case. */
  saslUsername: string;
  recipient: string;
}

/** Cuts a connection's bytes into requests; keeps what is not whole yet. */
export class PolicyFramer {
  #rest = '';

  /** The requests that are whole with `chunk`. Throws `PolicyProtocolError`. */
  push(chunk: Buffer): PolicyRequest[] {
    const text = this.#rest + chunk.toString('utf8');
    const requests: PolicyRequest[] = [];
    let start = 0;
    for (;;) {
      const end = text.indexOf('\n\n', start);
      if (end < 0) break;
      requests.push(readRequest(text.slice(start, end)));
      start = end + 2;
    }
    this.#rest = start === 0 ? text : text.slice(start);
    if (this.#rest.length > MOST_BYTES) throw new PolicyProtocolError('a request without an end');
    return requests;
  }
}

function readRequest(text: string): PolicyRequest {
  const found = { request: '', protocolState: '', saslUsername: '', recipient: '' };
  for (const line of text.split('\n')) {
    const at = line.indexOf('=');
    if (at < 0) throw new PolicyProtocolError('a line without "="');
    const value = line.slice(at + 1);
    switch (line.slice(0, at)) {
      case 'request':
        found.request = value;
        break;
      case 'protocol_state':
        found.protocolState = value;
        break;
      case 'sasl_username':
        found.saslUsername = value.toLowerCase();
        break;
      case 'recipient':
        found.recipient = value;
        break;
    }
  }
  return found;
}

/** The answer as it goes over the wire. An action is one line. */
export function formatAnswer(action: string): string {
  return `action=${action.replaceAll(/[^\x20-\x7e]/g, ' ')}\n\n`;
}
