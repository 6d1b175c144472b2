// Where the facts of the programs come from, and of which year they are. Pages age: whoever subscribes looks again.

import { text, type Texts } from './types';

export interface ProgramSource {
  /** Of a page as it calls itself; otherwise in both languages. */
  title: string | Texts;
  url: string | null;
  /** Year of the page, or of the newest message; of a page without a date the year in which it was looked up. */
  year: number;
  /** Nobody could confirm what it says. */
  unconfirmed?: true;
}

export const sources: Readonly<Record<string, ProgramSource>> = {
  'abusix-faq': { title: 'Abusix: FAQ', url: 'http://abusix.org/faq', year: 2015 },
  'aol-info': {
    title: 'AOL Postmaster: feedback loop (archived)',
    url: 'http://postmaster.info.aol.com/fbl/fblinfo.html',
    year: 2012,
  },
  comcast: {
    title: 'Comcast Postmaster: feedback loop',
    url: 'https://postmaster.comcast.net/feedback-loop.html',
    year: 2025,
  },
  csa: { title: 'Certified Senders Alliance: FAQ', url: 'https://certified-senders.org/faq/', year: 2024 },
  dmarcpal: {
    title: 'DMARCPal: Yahoo complaint feedback loop',
    url: 'https://dmarcpal.com/learn/yahoo-complaint-feedback-loop-setup-arf-handling',
    year: 2025,
  },
  'egress-comcast': {
    title: 'Egressif: sender requirements of Comcast',
    url: 'https://egressif.io/resources/sender-requirements/comcast-xfinity',
    year: 2026,
  },
  'egress-fastmail': {
    title: 'Egressif: sender requirements of Fastmail',
    url: 'https://egressif.io/resources/sender-requirements/fastmail',
    year: 2026,
  },
  'email-ethics': {
    title: 'Email Ethics: list of feedback loops',
    url: 'http://website.email-ethics.com/feedback-loops',
    year: 2012,
  },
  'email-expert': {
    title: 'Email Expert: Validity charges for feedback loops',
    url: 'https://emailexpert.com/industry-news/paying-for-spam-complaints-validitys-new-twist-on-fbl-services/',
    year: 2023,
  },
  'email-expert-jmrp': {
    title: 'Email Expert: Microsoft overhauls SNDS and JMRP',
    url: 'https://emailexpert.com/microsoft-overhauls-snds-jmrp-postmaster-tools-what-to-fix/',
    year: 2026,
  },
  'expertsender-yandex': {
    title: 'ExpertSender: Yandex launches a feedback loop',
    url: 'https://expertsender.com/blog/yandex-partners-with-returnpath-to-launch-a-feedback-loop/',
    year: 2013,
  },
  gmail: { title: 'Google: Feedback-ID', url: 'https://support.google.com/mail/answer/6254652', year: 2024 },
  gmx: {
    title: 'GMX: help on feedback loops',
    url: 'https://hilfe.gmx.net/email/spam-und-viren/feedbackloops.html',
    year: 2023,
  },
  goolsbee: {
    title: 'Chuck Goolsbee: complaints a year late',
    url: 'http://chuck.goolsbee.org/archives/category/the-vault/workworkwork/page/2',
    year: 2008,
  },
  'jmrp-faq': {
    title: text('Microsoft: Fragen zu JMRP (Kopie)', 'Microsoft: JMRP FAQ (copy)'),
    url: null,
    year: 2009,
  },
  'lists-of-loops': {
    title: 'Lists of feedback loops without detail',
    url: 'https://nitwings.com/feedback-loopfbl',
    year: 2020,
    unconfirmed: true,
  },
  'longtail-jmrp': {
    title: text('Weitererzählte Zahlen zu JMRP, Juni 2026', 'Relayed figures on JMRP, June 2026'),
    url: null,
    year: 2026,
    unconfirmed: true,
  },
  'mail-ru': {
    title: 'Mail.ru Group: announcement of the feedback loop',
    url: 'https://postmaster.mail.ru/',
    year: 2012,
  },
  'mailchimp-uol': {
    title: 'Mailchimp: United Online complaints',
    url: 'https://blog.mailchimp.com/united-online-juno-netzero-spam-complaints/',
    year: 2006,
  },
  'postmastery-comcast': {
    title: 'Postmastery: the Comcast feedback loop',
    url: 'https://www.postmastery.com/navigating-the-nuances-of-the-comcast-complaint-feedback-loop',
    year: 2025,
  },
  'postmastery-laposte': {
    title: 'Postmastery: La Poste',
    url: 'https://www.postmastery.com/laposte-net-postmaster-smtp-error-codes-lpn/',
    year: 2024,
  },
  recollection: {
    title: text('Aus der Erinnerung', 'From memory'),
    url: null,
    year: 2026,
    unconfirmed: true,
  },
  'return-path-signal-spam': {
    title: 'Return Path: Signal Spam feedback loop',
    url: 'https://blog.returnpath.com/the-new-and-improved-signal-spam-feedback-loop/',
    year: 2014,
  },
  rfc9477: { title: 'RFC 9477', url: 'https://www.rfc-editor.org/rfc/rfc9477', year: 2023 },
  samples: {
    title: text('Veröffentlichte Beispielmails', 'Published sample messages'),
    url: null,
    year: 2022,
  },
  'samples-2026': {
    title: text('Veröffentlichte Beispielmails', 'Published sample messages'),
    url: null,
    year: 2026,
  },
  seznam: { title: 'Seznam.cz: terms of the feedback loop', url: 'https://fbl.seznam.cz/', year: 2023 },
  'signal-spam': {
    title: 'Signal Spam: what is done against spam; code of ethics',
    url: 'https://www.signal-spam.fr/code-of-ethics',
    year: 2024,
  },
  spamcop: { title: 'SpamCop: FAQ for providers', url: 'https://www.spamcop.net/', year: 2020 },
  'spamcop-wiki': {
    title: 'SpamCop: ISP accounts',
    url: 'http://forum.spamcop.net/scwik/ISPAccount',
    year: 2012,
  },
  spamexperts: {
    title: 'SpamExperts: abuse reporting format',
    url: 'https://github.com/SpamExperts/sekb',
    year: 2020,
  },
  'spamresource-2023': {
    title: 'Spam Resource: Validity starts charging for feedback',
    url: 'https://www.spamresource.com/2023/09/validity-to-start-charging-for-feedback.html',
    year: 2023,
  },
  'sparkpost-momentum': {
    title: 'SparkPost: module fbl',
    url: 'https://github.com/SparkPost/developers.sparkpost.com',
    year: 2018,
  },
  'suped-jmrp': {
    title: 'Suped: the JMRP report format changed',
    url: 'https://www.suped.com/learn/email-deliverability/did-microsoft-change-the-jmrp-spam-complaint-report-format',
    year: 2026,
  },
  'suped-yahoo': {
    title: 'Suped: more Yahoo reports since July',
    url: 'https://www.suped.com/knowledge/email-deliverability/troubleshooting/why-is-there-an-increase-in-yahoo-fbl-reports-starting-july-6th',
    year: 2024,
  },
  'tecknexus-comcast': {
    title: 'TeckNexus: Comcast moves its mailboxes to Yahoo',
    url: 'https://tecknexus.com/comcast-moves-xfinity-email-to-yahoo-mail/3',
    year: 2025,
  },
  validity: {
    title: 'Validity: changes of the Universal Feedback Loop',
    url: 'https://www.validity.com/blog/universal-feedback-loop-changes/',
    year: 2023,
  },
  'validity-help': {
    title: 'Validity: help on the Universal Feedback Loop',
    url: 'https://knowledge.validity.com/hc/en-us/articles/360005560651',
    year: 2024,
  },
  'word-aol': {
    title: 'Word to the Wise: the AOL feedback loop peters out',
    url: 'https://www.wordtothewise.com/2019/02/aol-fbl-petering-out',
    year: 2019,
  },
  'word-loops': {
    title: 'Word to the Wise: posts on feedback loops',
    url: 'https://wordtothewise.com/tag/feedback-loop',
    year: 2017,
  },
  'word-spamcop': {
    title: 'Word to the Wise: SpamCop summary reports',
    url: 'https://wordtothewise.com/2013/11/getting-spamcop-summary-reports/',
    year: 2013,
  },
  'word-trend': {
    title: 'Word to the Wise: a disturbing trend',
    url: 'https://wordtothewise.com/2011/08/a-disturbing-trend',
    year: 2011,
  },
  yahoo: { title: 'Yahoo Sender Hub: FAQ', url: 'https://senders.yahooinc.com/faqs/', year: 2025 },
  zoho: { title: 'Zoho: FAQ of the feedback loop', url: 'https://www.zoho.com/fbl/', year: 2023 },
  'beget-mail-ru': {
    title: 'Beget: Mail.ru for business, records of a domain',
    url: 'https://glama.ai/mcp/servers/badigit/beget-mcp/tools/mail_setup_mailru',
    year: 2026,
  },
  'fastmail-dns': {
    title: 'Fastmail: DNS records of a domain',
    url: 'https://www.fastmail.help/hc/en-us/articles/360060591153',
    year: 2026,
  },
  'gandi-wiki': {
    title: 'Gandi: mail for a domain',
    url: 'http://wiki.gandi.net/en/mail/create-email-mailbox',
    year: 2026,
  },
  'serverbd-google': {
    title: 'ServerBD: MX records of Google Workspace',
    url: 'https://serverbd.net/blog/what-are-the-mx-records-of-google-workspace',
    year: 2026,
  },
  'microsoft-dane': {
    title: 'Microsoft: inbound SMTP DANE for Exchange Online',
    url: 'https://techcommunity.microsoft.com/t5/exchange-team-blog/implementing-inbound-smtp-dane-with-dnssec-for-exchange-online/ba-p/3939694',
    year: 2024,
  },
  'rackspace-dns': {
    title: 'Rackspace: DNS record definitions',
    url: 'https://docs.rackspace.com/docs/dns-record-definitions',
    year: 2026,
  },
  'seznam-domains': {
    title: 'Seznam: connected domains',
    url: 'https://napoveda.seznam.cz/cz/email-profi/email-profi-napojene-domeny',
    year: 2026,
  },
  'suped-snds': {
    title: 'Suped: does SNDS cover domains at Office 365?',
    url: 'https://www.suped.com/learn/blocklists/does-microsoft-snds-monitor-reputation-for-office-365-hosted-domains',
    year: 2026,
  },
  'suped-yahoo-mx': {
    title: 'Suped: mail servers of Yahoo',
    url: 'https://www.suped.com/knowledge/email-deliverability/technical/what-are-the-current-yahoo-mail-server-names-and-infrastructure',
    year: 2026,
  },
  'word-microsoft': {
    title: 'Word to the Wise: Microsoft changes its mail exchangers',
    url: 'https://wordtothewise.com/2017/09/microsoft-changes',
    year: 2017,
  },
  'yandex-360': {
    title: 'Yandex 360 for business: gateway',
    url: 'https://yandex.com/support/yandex-360/business/admin/en/mail/configuration',
    year: 2026,
  },
  'zoho-mx': {
    title: 'MX records of Zoho Mail, by region',
    url: 'https://mxrecordchecker.com/resources/zoho-mx-records',
    year: 2026,
  },
};
