// The German texts as shipped, addressing with "du".

import type { VoiceTexts } from './assemble';

const asked = 'Spam über unsere SMTP Server // AN: <{{login}}>';

export const deDu: VoiceTexts = {
  greeting: 'Hallo{{#customerName}} {{customerName}}{{/customerName}},',
  farewell: 'Viele Grüße\ndein Abuse-Team{{#provider}} der {{provider}}{{/provider}}',
  openings: {
    'mailbox-locked': {
      subject: asked,
      body:
        'über dein Postfach {{login}} wird Spam versandt. Nach allem, was wir sehen, benutzen Unbefugte deine ' +
        'Zugangsdaten.{{#hasMeasures}} Zu deinem Schutz und zum Schutz der Empfänger haben wir eingegriffen.{{/hasMeasures}}' +
        '{{^hasMeasures}}{{#hasPending}} Wir haben Schutzmaßnahmen eingeleitet; ob sie wirken, prüfen wir noch.{{/hasPending}}{{/hasMeasures}}',
    },
    'site-locked': {
      subject: asked,
      body:
        'über deine Website {{login}} wird Spam versandt, meist über ein Formular, eine veraltete Erweiterung oder eine ' +
        'fremde Datei.{{#hasMeasures}} Wir haben deshalb eingegriffen.{{/hasMeasures}}' +
        '{{^hasMeasures}}{{#hasPending}} Wir haben Schutzmaßnahmen eingeleitet; ob sie wirken, prüfen wir noch.{{/hasPending}}{{/hasMeasures}}',
    },
    'connection-locked': {
      subject: asked,
      body:
        'von deinem Anschluss {{login}} geht Spam aus. Vermutlich ist ein Gerät in deinem Netz mit Schadsoftware ' +
        'befallen.{{#hasMeasures}} Wir haben deshalb eingegriffen.{{/hasMeasures}}' +
        '{{^hasMeasures}}{{#hasPending}} Wir haben Schutzmaßnahmen eingeleitet; ob sie wirken, prüfen wir noch.{{/hasPending}}{{/hasMeasures}}',
    },
    throttled: {
      subject: asked,
      body:
        'über dein Postfach {{login}} gehen ungewöhnlich viele Mails hinaus, über die sich Empfänger beschweren.' +
        '{{#throttled}} Der Versand ist deshalb gedrosselt{{#recipientsPerHour}} auf {{recipientsPerHour}} Empfänger je ' +
        'Stunde{{/recipientsPerHour}}; gesperrt ist er nicht.{{/throttled}}',
    },
    forwarding: {
      subject: 'Deine Weiterleitung von {{login}}',
      body:
        'dein Postfach {{login}} leitet Mail an eine Adresse bei einem anderen Anbieter weiter. Darunter ist Spam, der an ' +
        'dich gerichtet war; beim anderen Anbieter sieht es aus, als käme er von uns, und er wird dort gemeldet. Dein ' +
        'Postfach ist nicht gekapert.',
    },
    reminder: {
      subject: 'Erinnerung: ' + asked,
      body:
        'zu {{login}} haben wir dir geschrieben und noch keine Antwort erhalten.{{#hasMeasures}} Solange wir nicht ' +
        'wissen, dass die Ursache behoben ist, bleibt es bei den Maßnahmen.{{/hasMeasures}} Hast du inzwischen ' +
        'geantwortet, musst du nichts weiter tun.',
    },
    questions: {
      subject: 'Noch offene Fragen zu {{login}}',
      body: 'danke für deine Antwort. Bevor wir {{login}} wieder freigeben können, brauchen wir noch etwas von dir:',
    },
    released: {
      subject: 'Wieder freigegeben: {{login}}',
      body:
        '{{login}} ist wieder freigegeben{{#releasedAt}} (geprüft am {{releasedAt}}){{/releasedAt}}. Bitte sieh in den ' +
        'nächsten Tagen ab und zu in den Ordner „Gesendet“ und in deine Filter- und Weiterleitungsregeln. Bemerkst du ' +
        'dort etwas, das nicht von dir ist, antworte auf diese Mail. In den nächsten 14 Tagen achten wir besonders auf ' +
        'das Konto.',
    },
    'reseller-copy': {
      subject: 'Zur Kenntnis: ' + asked,
      body:
        'über {{login}} deines Kunden{{#customerNumber}} (Kundennummer {{customerNumber}}){{/customerNumber}} wird Spam ' +
        'versandt. Bitte unterstütze deinen Kunden bei den folgenden Schritten.',
    },
  },
  remark: '{{#remark}}{{remark}}{{/remark}}',
  caseLine: 'Vorgang: {{caseNumber}}\nKonto: {{login}}',
  measures:
    '{{#hasMeasures}}Was wir getan haben (geprüft und bestätigt):\n{{#measures}}\n- {{at}}: {{text}}\n{{/measures}}\n{{/hasMeasures}}',
  facts:
    '{{#complaints}}Was vorliegt:\n- {{count}}, von {{from}} bis {{to}}\n- gemeldet von: {{sources}}\n{{/complaints}}\n' +
    '{{^complaints}}Was vorliegt: belastbare Hinweise auf unerwünschte Mail aus diesem Konto.\n{{/complaints}}\n' +
    '{{#suppressed}}- Personen, die sich beschwert haben und auf deiner Ausschlussliste stehen; bitte schreib ihnen nicht mehr: {{suppressed}}\n{{/suppressed}}' +
    '{{#countries}}- eingeliefert aus: {{countries}}\n{{/countries}}\n' +
    '{{#hasSubjects}}- Betreffzeilen:\n{{#subjects}}\n> {{text}}\n{{/subjects}}\n{{/hasSubjects}}',
  excerpt:
    '{{#excerpt}}Eine der gemeldeten Mails im Auszug, Empfänger unkenntlich gemacht:\n{{excerpt}}\n{{/excerpt}}',
  stillWorks:
    'Was weiterhin geht: {{#loginLocked}}Mail wird weiter für dich angenommen und aufbewahrt; lesen kannst du sie nach der ' +
    'Freigabe.{{/loginLocked}}{{^loginLocked}}Du kannst Mail empfangen und lesen.{{#throttled}} Auch senden kannst du, nur ' +
    'langsamer.{{/throttled}}{{/loginLocked}}{{#queueHeld}} Mail, die bei der Sperre noch nicht zugestellt war, haben wir ' +
    'angehalten und nicht gelöscht.{{/queueHeld}}',
  steps: {
    mailbox:
      'Bitte geh in dieser Reihenfolge vor:\n' +
      '1. Untersuche alle Geräte, auf denen das Postfach eingerichtet ist, mit einem aktuellen Virenscanner, und bereinige sie. Erst dann hilft ein neues Passwort.\n' +
      '2. {{#loginLocked}}Vereinbare mit uns ein neues Passwort; solange die Anmeldung gesperrt ist, setzen wir es für dich. Wir nennen es nie per Mail.{{/loginLocked}}{{^loginLocked}}Setze von einem sauberen Gerät aus ein neues, langes Passwort, das du sonst nirgends benutzt.{{/loginLocked}}\n' +
      '3. Prüfe Filter, Weiterleitungen, Abwesenheitsnotiz und Signatur auf Einträge, die nicht von dir sind.\n' +
      '4. Lösche App-Passwörter, und lege sie neu an; schalte den zweiten Faktor ein, wo es ihn gibt.\n' +
      '5. Ändere das alte Passwort überall, wo du es noch benutzt, und prüfe deine anderen Konten.\n' +
      '6. Antworte auf diese Mail, und schreib kurz, was du gefunden und getan hast.',
    site:
      'Bitte geh in dieser Reihenfolge vor:\n' +
      '1. Untersuche den Rechner, von dem aus du die Website pflegst, mit einem aktuellen Virenscanner, und bereinige ihn.\n' +
      '2. Entferne fremde Dateien, am sichersten durch Einspielen eines sauberen Stands, und bring System, Erweiterungen und Designs auf den neuesten Stand.\n' +
      '3. Setze danach neue Passwörter für FTP, Datenbank, Verwaltung und Mail.\n' +
      '4. Prüfe Formulare auf Missbrauch, ebenso Benutzer der Verwaltung, geplante Aufgaben und Weiterleitungen.\n' +
      '5. Prüfe deine anderen Websites und Konten.\n' +
      '6. Antworte auf diese Mail, und schreib kurz, was du gefunden und getan hast.',
    connection:
      'Bitte geh in dieser Reihenfolge vor:\n' +
      '1. Untersuche alle Geräte in deinem Netz mit einem aktuellen Virenscanner, auch Fernseher, Kameras und Speicher; trenne, was du nicht prüfen kannst.\n' +
      '2. Bring den Router auf den neuesten Stand, und setze neue Passwörter für Router und WLAN.\n' +
      '3. Prüfe im Router Portfreigaben und eingetragene Namensserver.\n' +
      '4. Ändere die Passwörter der Konten, die auf einem befallenen Gerät benutzt wurden.\n' +
      '5. Frag alle, die den Anschluss mitbenutzen.\n' +
      '6. Antworte auf diese Mail, und schreib kurz, was du gefunden und getan hast.',
    forwarding:
      'Bitte wähle einen dieser Wege:\n' +
      '1. Ruf das Postfach beim anderen Anbieter ab (Sammeldienst, POP3 oder IMAP), statt weiterzuleiten.\n' +
      '2. Oder lass nur weiterleiten, was unser Spamfilter nicht aussortiert.\n' +
      '3. Drück beim anderen Anbieter für weitergeleitete Mail nicht auf „Spam“: Gemeldet wird damit dein eigenes Postfach.\n' +
      '4. Antworte auf diese Mail, und schreib kurz, wofür du dich entschieden hast.',
  },
  links: '{{#hasLinks}}Hilfe dabei:\n{{#links}}\n- {{title}}: {{url}}\n{{/links}}\n{{/hasLinks}}',
  page:
    '{{#pageUrl}}Den Stand und diese Schritte zum Abhaken findest du auch auf der folgenden Seite; dort kannst du uns ' +
    'auch antworten. Sie verlangt keine Anmeldung und fragt nie nach einem Passwort:\n{{pageUrl}}{{/pageUrl}}',
  wayBack:
    'Wie das Konto wieder frei wird: Sobald wir deine Antwort haben und die Schritte erledigt sind, prüfen wir das und geben ' +
    'es wieder frei. Du bekommst dann eine Bestätigung.',
  contact:
    'Fragen beantworten wir dir, wenn du auf diese Mail antwortest{{#phone}}, oder telefonisch unter {{phone}}{{#hours}} ' +
    '({{hours}}){{/hours}}{{/phone}}. Wir fragen dich nie nach deinem Passwort und senden keine Links zur Anmeldung.',
  reasons:
    '{{#hasMeasures}}Begründung: Die Maßnahmen beruhen auf den oben genannten Tatsachen.{{#isAutomatic}} Mindestens eine ' +
    'Maßnahme wurde automatisch nach festgelegten Regeln ausgelöst und wird von einer Person geprüft.{{/isAutomatic}}' +
    '{{^isAutomatic}} Die Entscheidung hat eine Person getroffen.{{/isAutomatic}}\n{{#measures}}\n- {{text}}: {{ground}}\n{{/measures}}\n{{/hasMeasures}}\n\n' +
    'Widerspruch: Hältst du die Maßnahme für falsch, antworte auf diese Mail{{#objection}} oder wende dich an ' +
    '{{objection}}{{/objection}}; eine Person prüft dann erneut. Der Rechtsweg steht dir offen.',
  privacy:
    'Datenschutz: Wir verarbeiten die genannten Daten, um die Störung zu beheben und den Vorgang zu belegen, und löschen ' +
    'sie, wenn sie dafür nicht mehr nötig sind.{{#privacyUrl}} Näheres: {{privacyUrl}}{{/privacyUrl}}',
};
