// What moves only where WebAssembly runs.
import { expect, LANGUAGES, test } from './portal.js';

for (const language of LANGUAGES) {
  test(`${language.tag}: suggestions are chosen by keyboard`, async ({ page }) => {
    await page.goto(`${language.prefix}/`);
    const field = page.getByRole('combobox');
    await expect(field).toBeVisible();
    await field.pressSequentially('gongjiao', { delay: 20 });
    const options = page.getByRole('option');
    await expect(options.first()).toBeVisible();
    await field.press('ArrowDown');
    await expect(options.first()).toHaveAttribute('aria-selected', 'true');
    await expect(field).toHaveAttribute('aria-activedescendant', (await options.first().getAttribute('id')) ?? '');
    await field.press('Escape');
    await expect(options.first()).toBeHidden();
    await field.press('ArrowDown');
    await field.press('Enter');
    // A word leads to its search, everything else to its page.
    await expect(page).toHaveURL(new RegExp(`${language.prefix}/(datasets\\?q=|(datasets|themes|bodies)/)`));
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  });
}

for (const language of LANGUAGES) {
  test(`${language.tag}: the ledger is checked in the browser, and again against what it was`, async ({ page }) => {
    await page.goto(`${language.prefix}/transparency`);
    const verdict = page.getByRole('status').getByRole('listitem');
    const [one, all] = [page.locator('.verifier button.primary'), page.locator('.verifier button[type=button]')];
    await one.click();
    // The signature, that it is the first time, the leaf and its proof.
    await expect(verdict).toHaveCount(4);
    await all.click();
    // The signature, that the ledger grew out of what was seen, and everything that is published.
    await expect(verdict).toHaveCount(3);
    for (const line of await verdict.allTextContents()) expect(line).toContain('✓');
    // The first event of all has its proof too.
    await page.locator('#verify-seq').fill('0');
    await one.click();
    await expect(verdict).toHaveCount(4);
    for (const line of await verdict.allTextContents()) expect(line).toContain('✓');
  });
}
