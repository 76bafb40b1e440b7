// A dataset is closed while people look at it, and opened again (Order 21, Article 22).
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, LANGUAGES, look, test } from './portal.js';

const run = promisify(execFile);
const SLUG = 'metro-stations';

/** Calls the command line beside the running server, as an operator would. */
async function kaicang(...args: string[]): Promise<void> {
  await run(process.env['KAICANG'] ?? '', args);
}

test.describe.configure({ mode: 'serial' });

test('o21_22: a suspended dataset says so, gives nothing, and comes back', async ({ page, request, watch }) => {
  watch.foresee(451);
  await page.goto(`/datasets/${SLUG}`);
  const file = await page.locator('main a[href*="/files/"]').first().getAttribute('href');
  expect(file).not.toBeNull();
  const link = file ?? '';
  expect((await request.get(link)).status()).toBe(200);

  await kaicang('suspend', SLUG, '--article', 'O21-22', '--reason', '正在核实一份权益异议');
  const refused = await request.get(link);
  expect(refused.status()).toBe(451);
  expect(refused.headers()['link']).toContain('rel="blocked-by"');
  for (const language of LANGUAGES) {
    await page.goto(`${language.prefix}/datasets/${SLUG}`);
    await expect(page.locator('#notice')).toContainText(language.words.suspended);
    await expect(page.locator('#notice')).toContainText('正在核实一份权益异议');
    await expect(page.locator('main a[href*="/files/"]')).toHaveCount(0);
    await look(page, `dataset-suspended-1280-${language.tag}-light`);
    // The page of the refusal itself, as somebody sees it who follows an old link.
    await page.goto(language.prefix + link);
    await look(page, `refused-suspended-1280-${language.tag}-light`);
  }

  await kaicang('restore', SLUG);
  expect((await request.get(link)).status()).toBe(200);
  await page.goto(`/datasets/${SLUG}`);
  await expect(page.locator('#notice')).toHaveCount(0);
  await expect(page.locator('main a[href*="/files/"]').first()).toBeVisible();
});
