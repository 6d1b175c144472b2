import { expect, expectSoundPage, test } from './support/page-checks';

test('what is entered under "Eigenes Netz" is stored in one form and can be taken out', async ({ page }) => {
  await page.goto('/network');
  const form = page.getByRole('form', { name: 'Domain hinzufügen', exact: true });
  await form.getByRole('textbox', { name: 'Domain hinzufügen', exact: true }).fill('keine domain');
  await form.getByRole('button', { name: 'Domain hinzufügen', exact: true }).click();
  await expect(
    form.getByRole('textbox', { name: 'Domain hinzufügen', exact: true }),
  ).toHaveAccessibleDescription(/keine Domain/);
  await form.getByRole('textbox', { name: 'Domain hinzufügen', exact: true }).fill('BÜCHER.example');
  await form.getByRole('button', { name: 'Domain hinzufügen', exact: true }).click();
  const remove = page.getByRole('button', { name: 'xn--bcher-kva.example entfernen' });
  await expect(remove).toBeVisible();
  await remove.click();
  await expect(remove).toHaveCount(0);
});

test('a feedback loop needs an identity, and can then be added and changed', async ({ page }) => {
  const name = `Loop ${Date.now()}`;
  await page.goto('/feedback-loops/new');
  await page.getByLabel('Name', { exact: true }).fill(name);
  await page.getByLabel('Zustand', { exact: true }).selectOption('active');
  await page.getByLabel('Programm').fill('Yahoo CFL');
  await page.getByRole('button', { name: 'Speichern' }).click();
  await expect(page.getByLabel(/^DKIM-Domains/)).toHaveAccessibleDescription(
    /ließe sich keine Meldung belegen/,
  );
  await page.getByLabel(/^DKIM-Domains/).fill('feedback.example\nFBL.example');
  await page.getByLabel('Faktor').fill('0,5');
  await page.getByRole('button', { name: 'Speichern' }).click();
  await expect(page).toHaveURL(/\/feedback-loops\/\d+$/);
  const settings = page.getByRole('form', { name: 'Einstellungen des Feedback-Loops' });
  await expect(settings.getByLabel(/^DKIM-Domains/)).toHaveValue('feedback.example\nfbl.example');
  await expect(settings.getByLabel('Faktor')).toHaveValue('0,5');
  await page.getByText('Pausieren …').click();
  const pause = page.getByRole('form', { name: 'Pausieren' });
  await pause.getByLabel('Notiz').fill('Umzug des Empfangs');
  await pause.getByRole('button', { name: 'Pausieren' }).click();
  await expect(page.locator('#history')).toContainText('Von „aktiv“ auf „pausiert“.');
  await page.goto('/feedback-loops');
  await expect(page.getByRole('row').filter({ hasText: name })).toContainText('pausiert');
});

for (const path of ['/network', '/feedback-loops', '/feedback-loops/new']) {
  test(`${path} is accessible, light and dark, large and small`, async ({ page }) => {
    await expectSoundPage(page, path);
  });
}
