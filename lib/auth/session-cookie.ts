// The session cookie: next-auth's name for it, `__Secure-` (RFC 6265bis §4.1.3.1) where browsers come over HTTPS.

/** Name of the cookie that carries the token, for an origin such as `https://desk.example.com`. */
export function sessionCookieName(publicUrl: string): string {
  return `${publicUrl.startsWith('https://') ? '__Secure-' : ''}next-auth.session-token`;
}
