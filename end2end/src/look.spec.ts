// What every page owes every visitor, whatever is on it: an accessible tree, a width that fits, and a picture to look at.
import { expect, LANGUAGES, look, test } from './portal.js';
import { PLACES } from './places.js';

for (const place of PLACES) {
  for (const language of LANGUAGES) {
    for (const theme of ['light', 'dark'] as const) {
      test(`${place.name} in ${language.tag}, ${theme}`, async ({ page, context, baseURL, watch }) => {
        const status = place.status ?? 200;
        if (status !== 200) watch.foresee(status);
        await context.addCookies([{ name: 'theme', value: theme, url: baseURL ?? '' }]);
        const answer = await page.goto(language.prefix + place.path);
        expect(answer?.status()).toBe(status);
        await expect(page.locator('html')).toHaveAttribute('lang', language.html);
        await expect(page.locator('html')).toHaveAttribute('data-theme', theme);
        for (const width of [1280, 390]) {
          await page.setViewportSize({ width, height: 900 });
          await look(page, `${place.name}-${width}-${language.tag}-${theme}`);
        }
      });
    }
  }
}
