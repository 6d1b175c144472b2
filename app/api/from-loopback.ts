// Whether a request was made on this machine, not handed on by a proxy on it: such a proxy's peer is loopback for everybody.
// Next adds an X-Forwarded-For of its own from the socket, so one that names loopback alone is no proxy's.

import { clientAddress } from '@/lib/auth/client-address';

const PROXY_HEADERS = ['forwarded', 'via', 'x-real-ip'];
const isLoopback = (address: string): boolean =>
  /^(?:::ffff:)?127(?:\.\d{1,3}){3}$/i.test(address) || address === '::1';

export function isFromLoopback(request: Request): boolean {
  const { headers } = request;
  const forwarded = (headers.get('x-forwarded-for') ?? '').split(',').map((entry) => entry.trim());
  return (
    isLoopback(clientAddress(headers)) &&
    forwarded.every((entry) => entry === '' || isLoopback(entry)) &&
    PROXY_HEADERS.every((name) => headers.get(name) === null)
  );
}
