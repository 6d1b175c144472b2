'use client';
// The last resort, when even the frame fails (no database, wrong configuration): no catalogue, so both languages.

export default function GlobalError({ error }: { error: Error & { digest?: string } }) {
  return (
    <html lang="de">
      <body
        style={{
          fontFamily: 'system-ui, sans-serif',
          margin: '4rem auto',
          maxWidth: '36rem',
          padding: '0 1rem',
        }}
      >
        <h1>Die Meldestelle ist gerade nicht erreichbar</h1>
        <p>
          Meist fehlt die Datenbank. Gespeicherte Daten sind davon nicht betroffen; der Eingang holt alles
          nach.
        </p>
        <p lang="en">
          The desk cannot be reached right now, most often because its database is away. Nothing stored is
          lost.
        </p>
        {error.digest ? <p>Referenz / reference: {error.digest}</p> : null}
        <p>
          <a href="/">Erneut versuchen / Try again</a>
        </p>
      </body>
    </html>
  );
}
