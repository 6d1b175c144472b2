// One Received line, read tolerantly. See ReceivedHop.
export interface ReceivedHop {
  helo: string | null
  fromName: string | null
  fromIp: string | null
  by: string | null
  with: string | null
  id: string | null
  forAddress: string | null
  date: string | null
  authenticatedSender: string | null
  port: number | null
  /** Local user of a mail not handed over by network: a uid (`10017`) or a name. */
  localUser: string | null
}
