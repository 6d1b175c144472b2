// Reads a request's body within a limit that is enforced while reading, whatever Content-Length said, and within a
// budget for all bodies that are being read at once.

export type BodyReading =
  { outcome: 'body'; body: Buffer } | { outcome: 'too-large' } | { outcome: 'busy' } | { outcome: 'broken' };

/** All bodies in memory together: seven mails of the largest size, or thousands of ordinary ones. */
const BUDGET_BYTES = 256 * 1024 * 1024;
let inFlightBytes = 0;

/** Reads the body of `request`, at most `limitBytes`; `broken` where the sender went away. */
export async function readBody(request: Request, limitBytes: number): Promise<BodyReading> {
  if (Number(request.headers.get('content-length') ?? 0) > limitBytes) return { outcome: 'too-large' };
  if (request.body === null) return { outcome: 'body', body: Buffer.alloc(0) };
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader = request.body.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return { outcome: 'body', body: Buffer.concat(chunks, size) };
      chunks.push(value);
      size += value.length;
      inFlightBytes += value.length;
      const outcome = size > limitBytes ? 'too-large' : inFlightBytes > BUDGET_BYTES ? 'busy' : null;
      if (outcome === null) continue;
      await reader.cancel();
      return { outcome };
    }
  } catch {
    // The stream ends with an error where the connection does: there is nobody left to be told more.
    return { outcome: 'broken' };
  } finally {
    inFlightBytes -= size;
  }
}
