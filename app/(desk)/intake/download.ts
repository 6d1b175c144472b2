// Bytes of strangers as a download: no browser opens them, guesses at them, runs them or keeps them. The file's name is
// ours; nothing of the mail decides it.

/** The answer that carries `bytes` under `name`, which is a plain ASCII file name. */
export function download(bytes: Buffer, name: string): Response {
  return new Response(new Uint8Array(bytes), {
    headers: {
      'content-type': 'application/octet-stream',
      'content-disposition': `attachment; filename="${name}"`,
      'content-security-policy': "default-src 'none'; sandbox",
      'x-content-type-options': 'nosniff',
      'cross-origin-resource-policy': 'same-origin',
      'cache-control': 'private, no-store',
    },
  });
}
