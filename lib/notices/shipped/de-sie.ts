// The German texts as shipped, addressing with "Sie".

import type { VoiceTexts } from './assemble';

const asked = 'Spam über unsere SMTP Server // AN: <{{login}}>';

export const deSie: VoiceTexts = {
  greeting: 'Guten Tag{{#customerName}}, {{customerName}}{{/customerName}},',
  farewell: 'Mit freundlichen Grüßen\nIhr Abuse-Team{{#provider}} der {{provider}}{{/provider}}',
  openings: {
    'mailbox-locked': {
      subject: asked,
      body:
        'über Ihr Postfach {{login}} wird Spam versandt. Nach allem, was wir sehen, benutzen Unbefugte Ihre ' +
        'Zugangsdaten.{{#hasMeasures}} Zu Ihrem Schutz und zum Schutz der Empfänger haben wir eingegriffen.{{/hasMeasures}}' +
        '{{^hasMeasures}}{{#hasPending}} Wir haben Schutzmaßnahmen eingeleitet; ob sie wirken, prüfen wir noch.{{/hasPending}}{{/hasMeasures}}',
    },
    'site-locked': {
      subject: asked,
      body:
        'über Ihre Website {{login}} wird Spam versandt, meist über ein Formular, eine veraltete Erweiterung oder eine ' +
        'fremde Datei.{{#hasMeasures}} Wir haben deshalb eingegriffen.{{/hasMeasures}}' +
        '{{^hasMeasures}}{{#hasPending}} Wir haben Schutzmaßnahmen eingeleitet; ob sie wirken, prüfen wir noch.{{/hasPending}}{{/hasMeasures}}',
    },
    'connection-locked': {
      subject: asked,
      body:
        'von Ihrem Anschluss {{login}} geht Spam aus. Vermutlich ist ein Gerät in Ihrem Netz mit Schadsoftware ' +
        'befallen.{{#hasMeasures}} Wir haben deshalb eingegriffen.{{/hasMeasures}}' +
        '{{^hasMeasures}}{{#hasPending}} Wir haben Schutzmaßnahmen eingeleitet; ob sie wirken, prüfen wir noch.{{/hasPending}}{{/hasMeasures}}',
    },
    throttled: {
      subject: asked,
      body:
        'über Ihr Postfach {{login}} gehen ungewöhnlich viele Mails hinaus, über die sich Empfänger beschweren.' +
        '{{#throttled}} Der Versand ist deshalb gedrosselt{{#recipientsPerHour}} auf {{recipientsPerHour}} Empfänger je ' +
        'Stunde{{/recipientsPerHour}}; gesperrt ist er nicht.{{/throttled}}',
    },
    forwarding: {
      subject: 'Ihre Weiterleitung von {{login}}',
      body:
        'Ihr Postfach {{login}} leitet Mail an eine Adresse bei einem anderen Anbieter weiter. Darunter ist Spam, der an ' +
        'Sie gerichtet war; beim anderen Anbieter sieht es aus, als käme er von uns, und er wird dort gemeldet. Ihr ' +
        'Postfach ist nicht gekapert.',
    },
    reminder: {
      subject: 'Erinnerung: ' + asked,
      body:
        'zu {{login}} haben wir Ihnen geschrieben und noch keine Antwort erhalten.{{#hasMeasures}} Solange wir nicht ' +
        'wissen, dass die Ursache behoben ist, bleibt es bei den Maßnahmen.{{/hasMeasures}} Haben Sie inzwischen ' +
        'geantwortet, müssen Sie nichts weiter tun.',
    },
    questions: {
      subject: 'Noch offene Fragen zu {{login}}',
      body: 'vielen Dank für Ihre Antwort. Bevor wir {{login}} wieder freigeben können, brauchen wir noch etwas von Ihnen:',
    },
    released: {
      subject: 'Wieder freigegeben: {{login}}',
      body:
        '{{login}} ist wieder freigegeben{{#releasedAt}} (geprüft am {{releasedAt}}){{/releasedAt}}. Bitte sehen Sie in ' +
        'den nächsten Tagen ab und zu in den Ordner „Gesendet“ und in Ihre Filter- und Weiterleitungsregeln. Bemerken ' +
        'Sie dort etwas, das nicht von Ihnen ist, antworten Sie auf diese Mail. In den nächsten 14 Tagen achten wir ' +
        'besonders auf das Konto.',
    },
    'reseller-copy': {
      subject: 'Zur Kenntnis: ' + asked,
      body:
        'über {{login}} Ihres Kunden{{#customerNumber}} (Kundennummer {{customerNumber}}){{/customerNumber}} wird Spam ' +
        'versandt. Bitte unterstützen Sie Ihren Kunden bei den folgenden Schritten.',
    },
  },
  remark: '{{#remark}}{{remark}}{{/remark}}',
  caseLine: 'Vorgang: {{caseNumber}}\nKonto: {{login}}',
  measures:
    '{{#hasMeasures}}Was wir getan haben (geprüft und bestätigt):\n{{#measures}}\n- {{at}}: {{text}}\n{{/measures}}\n{{/hasMeasures}}',
  facts:
    '{{#complaints}}Was vorliegt:\n- {{count}}, von {{from}} bis {{to}}\n- gemeldet von: {{sources}}\n{{/complaints}}\n' +
    '{{^complaints}}Was vorliegt: belastbare Hinweise auf unerwünschte Mail aus diesem Konto.\n{{/complaints}}\n' +
    '{{#suppressed}}- Personen, die sich beschwert haben und auf Ihrer Ausschlussliste stehen; bitte schreiben Sie ihnen nicht mehr: {{suppressed}}\n{{/suppressed}}' +
    '{{#countries}}- eingeliefert aus: {{countries}}\n{{/countries}}\n' +
    '{{#hasSubjects}}- Betreffzeilen:\n{{#subjects}}\n> {{text}}\n{{/subjects}}\n{{/hasSubjects}}',
  excerpt:
    '{{#excerpt}}Eine der gemeldeten Mails im Auszug, Empfänger unkenntlich gemacht:\n{{excerpt}}\n{{/excerpt}}',
  stillWorks:
    'Was weiterhin geht: {{#loginLocked}}Mail wird weiter für Sie angenommen und aufbewahrt; lesen können Sie sie nach der ' +
    'Freigabe.{{/loginLocked}}{{^loginLocked}}Sie können Mail empfangen und lesen.{{#throttled}} Auch senden können Sie, ' +
    'nur langsamer.{{/throttled}}{{/loginLocked}}{{#queueHeld}} Mail, die bei der Sperre noch nicht zugestellt war, ' +
    'haben wir angehalten und nicht gelöscht.{{/queueHeld}}',
  steps: {
    mailbox:
      'Bitte gehen Sie in dieser Reihenfolge vor:\n' +
      '1. Untersuchen Sie alle Geräte, auf denen das Postfach eingerichtet ist, mit einem aktuellen Virenscanner, und bereinigen Sie sie. Erst dann hilft ein neues Passwort.\n' +
      '2. {{#loginLocked}}Vereinbaren Sie mit uns ein neues Passwort; solange die Anmeldung gesperrt ist, setzen wir es für Sie. Wir nennen es nie per Mail.{{/loginLocked}}{{^loginLocked}}Setzen Sie von einem sauberen Gerät aus ein neues, langes Passwort, das Sie sonst nirgends benutzen.{{/loginLocked}}\n' +
      '3. Prüfen Sie Filter, Weiterleitungen, Abwesenheitsnotiz und Signatur auf Einträge, die nicht von Ihnen sind.\n' +
      '4. Löschen Sie App-Passwörter, und legen Sie sie neu an; schalten Sie den zweiten Faktor ein, wo es ihn gibt.\n' +
      '5. Ändern Sie das alte Passwort überall, wo Sie es noch benutzen, und prüfen Sie Ihre anderen Konten.\n' +
      '6. Antworten Sie auf diese Mail, und schreiben Sie kurz, was Sie gefunden und getan haben.',
    site:
      'Bitte gehen Sie in dieser Reihenfolge vor:\n' +
      '1. Untersuchen Sie den Rechner, von dem aus Sie die Website pflegen, mit einem aktuellen Virenscanner, und bereinigen Sie ihn.\n' +
      '2. Entfernen Sie fremde Dateien, am sichersten durch Einspielen eines sauberen Stands, und bringen Sie System, Erweiterungen und Designs auf den neuesten Stand.\n' +
      '3. Setzen Sie danach neue Passwörter für FTP, Datenbank, Verwaltung und Mail.\n' +
      '4. Prüfen Sie Formulare auf Missbrauch, ebenso Benutzer der Verwaltung, geplante Aufgaben und Weiterleitungen.\n' +
      '5. Prüfen Sie Ihre anderen Websites und Konten.\n' +
      '6. Antworten Sie auf diese Mail, und schreiben Sie kurz, was Sie gefunden und getan haben.',
    connection:
      'Bitte gehen Sie in dieser Reihenfolge vor:\n' +
      '1. Untersuchen Sie alle Geräte in Ihrem Netz mit einem aktuellen Virenscanner, auch Fernseher, Kameras und Speicher; trennen Sie, was Sie nicht prüfen können.\n' +
      '2. Bringen Sie den Router auf den neuesten Stand, und setzen Sie neue Passwörter für Router und WLAN.\n' +
      '3. Prüfen Sie im Router Portfreigaben und eingetragene Namensserver.\n' +
      '4. Ändern Sie die Passwörter der Konten, die auf einem befallenen Gerät benutzt wurden.\n' +
      '5. Fragen Sie alle, die den Anschluss mitbenutzen.\n' +
      '6. Antworten Sie auf diese Mail, und schreiben Sie kurz, was Sie gefunden und getan haben.',
    forwarding:
      'Bitte wählen Sie einen dieser Wege:\n' +
      '1. Rufen Sie das Postfach beim anderen Anbieter ab (Sammeldienst, POP3 oder IMAP), statt weiterzuleiten.\n' +
      '2. Oder lassen Sie nur weiterleiten, was unser Spamfilter nicht aussortiert.\n' +
      '3. Drücken Sie beim anderen Anbieter für weitergeleitete Mail nicht auf „Spam“: Gemeldet wird damit Ihr eigenes Postfach.\n' +
      '4. Antworten Sie auf diese Mail, und schreiben Sie kurz, wofür Sie sich entschieden haben.',
  },
  links: '{{#hasLinks}}Hilfe dabei:\n{{#links}}\n- {{title}}: {{url}}\n{{/links}}\n{{/hasLinks}}',
  page:
    '{{#pageUrl}}Den Stand und diese Schritte zum Abhaken finden Sie auch auf der folgenden Seite; dort können Sie uns ' +
    'auch antworten. Sie verlangt keine Anmeldung und fragt nie nach einem Passwort:\n{{pageUrl}}{{/pageUrl}}',
  wayBack:
    'Wie das Konto wieder frei wird: Sobald wir Ihre Antwort haben und die Schritte erledigt sind, prüfen wir das und geben ' +
    'es wieder frei. Sie erhalten dann eine Bestätigung.',
  contact:
    'Fragen beantworten wir Ihnen, wenn Sie auf diese Mail antworten{{#phone}}, oder telefonisch unter {{phone}}{{#hours}} ' +
    '({{hours}}){{/hours}}{{/phone}}. Wir fragen Sie nie nach Ihrem Passwort und senden keine Links zur Anmeldung.',
  reasons:
    '{{#hasMeasures}}Begründung: Die Maßnahmen beruhen auf den oben genannten Tatsachen.{{#isAutomatic}} Mindestens eine ' +
    'Maßnahme wurde automatisch nach festgelegten Regeln ausgelöst und wird von einer Person geprüft.{{/isAutomatic}}' +
    '{{^isAutomatic}} Die Entscheidung hat eine Person getroffen.{{/isAutomatic}}\n{{#measures}}\n- {{text}}: {{ground}}\n{{/measures}}\n{{/hasMeasures}}\n\n' +
    'Widerspruch: Halten Sie die Maßnahme für falsch, antworten Sie auf diese Mail{{#objection}} oder wenden Sie sich an ' +
    '{{objection}}{{/objection}}; eine Person prüft dann erneut. Der Rechtsweg steht Ihnen offen.',
  privacy:
    'Datenschutz: Wir verarbeiten die genannten Daten, um die Störung zu beheben und den Vorgang zu belegen, und löschen ' +
    'sie, wenn sie dafür nicht mehr nötig sind.{{#privacyUrl}} Näheres: {{privacyUrl}}{{/privacyUrl}}',
};
