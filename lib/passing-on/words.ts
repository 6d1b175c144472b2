// What people read above a report that goes on. Pure; names nobody who complained.

export interface ReportWords {
  language: 'de' | 'en';
  /** Our name, and where the mail came from. */
  provider: string;
  /** What is complained about: an account or an address. */
  about: string;
  reports: number;
}

/** To a reseller or business customer. */
export function passOnText({ language, provider, about, reports }: ReportWords): string {
  const many = reports > 1;
  return language === 'en'
    ? `Hello,

${many ? `we received ${reports} complaints` : `we received a complaint (${about})`} about mail that your customers sent through our servers. ${many ? 'They are' : 'It is'} attached for programs to read; whoever complained is not named.

Please look after the accounts concerned. You can answer this mail.

${sign('Abuse desk', provider)}
`
    : `Guten Tag,

zu Mails, die Ihre Kunden über unsere Server versandt haben, ${many ? `haben wir ${reports} Beschwerden` : `haben wir eine Beschwerde (${about})`} erhalten. ${many ? 'Sie hängen' : 'Sie hängt'} maschinenlesbar an; wer sich beschwert hat, ist nicht genannt.

Bitte kümmern Sie sich um die betroffenen Konten. Sie können auf diese Mail antworten.

${sign('Abuse-Desk', provider)}
`;
}

/** To a stranger's abuse contact: in English, with the way to be spared such mail (RFC 6650 §5). */
export function foreignText({ provider, about }: Pick<ReportWords, 'provider' | 'about'>): string {
  return `Hello,

we received the attached complaint about mail from ${about}. That address is not ours; public records name this mailbox as the responsible contact. The person who complained is not named.

No answer is needed. If this is the wrong mailbox, or you want no such mail from us, please answer and say so.

${sign('Abuse desk', provider)}
`;
}

function sign(desk: string, provider: string): string {
  return `${desk} ${provider}`.trimEnd();
}
