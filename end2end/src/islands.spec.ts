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
