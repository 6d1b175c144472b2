// The English texts as shipped.

import type { VoiceTexts } from './assemble';

const asked = 'Spam sent through our SMTP servers // TO: <{{login}}>';

const pending =
  '{{^hasMeasures}}{{#hasPending}} We have started protective measures and are still checking whether they hold.{{/hasPending}}{{/hasMeasures}}';

export const en: VoiceTexts = {
  greeting: 'Hello{{#customerName}} {{customerName}}{{/customerName}},',
  farewell: 'Kind regards\nYour abuse team{{#provider}} at {{provider}}{{/provider}}',
  openings: {
    'mailbox-locked': {
      subject: asked,
      body:
        'Spam is being sent through your mailbox {{login}}. By all we can see, somebody else is using your ' +
        'credentials.{{#hasMeasures}} To protect you and the recipients, we have stepped in.{{/hasMeasures}}' +
        pending,
    },
    'site-locked': {
      subject: asked,
      body:
        'Spam is being sent through your website {{login}}, usually by way of a form, an outdated extension or a foreign ' +
        'file.{{#hasMeasures}} We have therefore stepped in.{{/hasMeasures}}' +
        pending,
    },
    'connection-locked': {
      subject: asked,
      body:
        'Spam is coming from your connection {{login}}. Most likely a device in your network is infected.' +
        '{{#hasMeasures}} We have therefore stepped in.{{/hasMeasures}}' +
        pending,
    },
    throttled: {
      subject: asked,
      body:
        'An unusual amount of mail leaves your mailbox {{login}}, and recipients complain about it.{{#throttled}} Sending ' +
        'is therefore slowed down{{#recipientsPerHour}} to {{recipientsPerHour}} recipients an hour{{/recipientsPerHour}}; ' +
        'it is not locked.{{/throttled}}',
    },
    forwarding: {
      subject: 'Your forwarding from {{login}}',
      body:
        'Your mailbox {{login}} forwards mail to an address at another provider. Some of it is spam that was meant for ' +
        'you; to the other provider it looks as if it came from us, and it is reported there. Nobody has taken over your ' +
        'mailbox.',
    },
    reminder: {
      subject: 'Reminder: ' + asked,
      body:
        'We wrote to you about {{login}} and have had no answer yet.{{#hasMeasures}} As long as we do not know that the ' +
        'cause is gone, the measures stay in place.{{/hasMeasures}} If you have answered in the meantime, there is ' +
        'nothing more to do.',
    },
    questions: {
      subject: 'Open questions about {{login}}',
      body: 'Thank you for your answer. Before we can release {{login}}, we need something more from you:',
    },
    released: {
      subject: 'Released again: {{login}}',
      body:
        '{{login}} is released again{{#releasedAt}} (checked on {{releasedAt}}){{/releasedAt}}. Over the next days, please ' +
        'look into your folder of sent mail and into your filters and forwards now and then. If you find something that ' +
        'is not yours, answer this mail. For the next 14 days we keep a closer eye on the account.',
    },
    'reseller-copy': {
      subject: 'For your information: ' + asked,
      body:
        'Spam is being sent through {{login}} of your customer{{#customerNumber}} (customer number {{customerNumber}})' +
        '{{/customerNumber}}. Please support your customer with the following steps.',
    },
  },
  remark: '{{#remark}}{{remark}}{{/remark}}',
  caseLine: 'Case: {{caseNumber}}\nAccount: {{login}}',
  measures:
    '{{#hasMeasures}}What we have done (checked and confirmed):\n{{#measures}}\n- {{at}}: {{text}}\n{{/measures}}\n{{/hasMeasures}}',
  facts:
    '{{#complaints}}What we know:\n- {{count}}, from {{from}} to {{to}}\n- reported by: {{sources}}\n{{/complaints}}\n' +
    '{{^complaints}}What we know: there are reliable signs of unwanted mail from this account.\n{{/complaints}}\n' +
    '{{#suppressed}}- people who complained and stand on your suppression list; please send them nothing more: {{suppressed}}\n{{/suppressed}}' +
    '{{#countries}}- handed in from: {{countries}}\n{{/countries}}\n' +
    '{{#hasSubjects}}- subject lines:\n{{#subjects}}\n> {{text}}\n{{/subjects}}\n{{/hasSubjects}}',
  excerpt:
    '{{#excerpt}}Part of one of the reported mails, with its recipients made unrecognisable:\n{{excerpt}}\n{{/excerpt}}',
  stillWorks:
    'What still works: {{#loginLocked}}Mail is still accepted and kept for you; you can read it after the release.' +
    '{{/loginLocked}}{{^loginLocked}}You can receive and read mail.{{#throttled}} You can also send, only more ' +
    'slowly.{{/throttled}}{{/loginLocked}}{{#queueHeld}} Mail that had not been delivered when we stepped in is on hold ' +
    'and not deleted.{{/queueHeld}}',
  steps: {
    mailbox:
      'Please proceed in this order:\n' +
      '1. Check every device that uses the mailbox with an up-to-date virus scanner and clean it. Only then does a new password help.\n' +
      '2. {{#loginLocked}}Arrange a new password with us; while sign-in is locked, we set it for you. We never tell it by mail.{{/loginLocked}}{{^loginLocked}}From a clean device, set a new, long password that you use nowhere else.{{/loginLocked}}\n' +
      '3. Check filters, forwards, the out-of-office reply and the signature for entries that are not yours.\n' +
      '4. Delete app passwords and create them anew; turn on the second factor where there is one.\n' +
      '5. Change the old password wherever else you use it, and check your other accounts.\n' +
      '6. Answer this mail and say briefly what you found and did.',
    site:
      'Please proceed in this order:\n' +
      '1. Check the computer from which you maintain the website with an up-to-date virus scanner and clean it.\n' +
      '2. Remove foreign files, most safely by restoring a clean state, and bring the system, extensions and themes up to date.\n' +
      '3. Then set new passwords for FTP, database, administration and mail.\n' +
      '4. Check forms for abuse, and also administration users, scheduled jobs and forwards.\n' +
      '5. Check your other websites and accounts.\n' +
      '6. Answer this mail and say briefly what you found and did.',
    connection:
      'Please proceed in this order:\n' +
      '1. Check every device in your network with an up-to-date virus scanner, televisions, cameras and storage included; unplug what you cannot check.\n' +
      '2. Bring the router up to date and set new passwords for router and Wi-Fi.\n' +
      '3. Check the router for open ports and for the name servers it uses.\n' +
      '4. Change the passwords of accounts that were used on an infected device.\n' +
      '5. Ask everybody who shares the connection.\n' +
      '6. Answer this mail and say briefly what you found and did.',
    forwarding:
      'Please choose one of these ways:\n' +
      '1. Have the other provider fetch the mailbox (POP3 or IMAP) instead of forwarding.\n' +
      '2. Or forward only what our spam filter lets through.\n' +
      '3. Do not press "spam" on forwarded mail at the other provider: what is reported is your own mailbox.\n' +
      '4. Answer this mail and say briefly what you have chosen.',
  },
  links: '{{#hasLinks}}Help with this:\n{{#links}}\n- {{title}}: {{url}}\n{{/links}}\n{{/hasLinks}}',
  page:
    '{{#pageUrl}}You can also see how things stand, tick these steps off and answer us on the following page. It asks ' +
    'for no sign-in and never for a password:\n{{pageUrl}}{{/pageUrl}}',
  wayBack:
    'How the account is released: once we have your answer and the steps are done, we check and release it. You will then ' +
    'get a confirmation.',
  contact:
    'We answer questions if you reply to this mail{{#phone}}, or by telephone on {{phone}}{{#hours}} ({{hours}})' +
    '{{/hours}}{{/phone}}. We never ask for your password and never send links for signing in.',
  reasons:
    '{{#hasMeasures}}Statement of reasons: the measures rest on the facts above.{{#isAutomatic}} At least one measure was ' +
    'taken automatically by fixed rules and is reviewed by a person.{{/isAutomatic}}{{^isAutomatic}} The decision was ' +
    'made by a person.{{/isAutomatic}}\n{{#measures}}\n- {{text}}: {{ground}}\n{{/measures}}\n{{/hasMeasures}}\n\n' +
    'Objection: if you think the measure is wrong, answer this mail{{#objection}} or turn to {{objection}}{{/objection}}; a ' +
    'person then looks again. You can also go to court.',
  privacy:
    'Privacy: we process these data to end the disturbance and to document the case, and delete them when they are no ' +
    'longer needed for it.{{#privacyUrl}} More: {{privacyUrl}}{{/privacyUrl}}',
};
