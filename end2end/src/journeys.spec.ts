// A citizen looks for bus stops, in either language, with scripts and without, and takes the data home.
import { readFile } from 'node:fs/promises';
import * as XLSX from 'xlsx';
import { expect, fits, LANGUAGES, search, test } from './portal.js';
import { PLACES } from './places.js';

const WAYS_TO_SAY_IT = ['公共交通', 'gonggong jiaotong', 'ggjt', '公共運輸', 'bus'];

for (const language of LANGUAGES) {
  const { words, prefix } = language;
  const dataset = `${prefix}/datasets/bus-stops`;

  for (const query of WAYS_TO_SAY_IT) {
    test(`${language.tag}: “${query}” finds the bus stops`, async ({ page }) => {
      await search(page, language, query);
      await expect(page.locator(`main .hit a[href="${dataset}"]`).first()).toBeVisible();
      await fits(page);
    });
  }

  test(`${language.tag}: two facets narrow a search, and a chip widens it again`, async ({ page }) => {
    await search(page, language, '公共交通');
    const count = page.getByRole('main').getByRole('heading', { level: 1 });
    const all = await count.textContent();
    for (const [facet, value] of [['open', 'unconditional'], ['format', 'GeoJSON']]) {
      await page.locator(`#filters input[name="${facet}"][value="${value}"]`).check();
      await page.locator('#filters button[type="submit"]').click();
      await expect(page).toHaveURL(new RegExp(`${facet}=${value}`));
    }
    await expect(page.locator('main .chip')).toHaveCount(2);
    await expect(page.locator(`main .hit a[href="${dataset}"]`)).toBeVisible();
    await expect(page.locator(`main .hit a[href="${prefix}/datasets/bus-arrivals"]`)).toHaveCount(0);
    const narrowed = await count.textContent();
    expect(narrowed).not.toBe(all);
    await page.locator('main .chip a').last().click();
    await expect(page.locator('main .chip')).toHaveCount(1);
    await expect(count).not.toHaveText(narrowed ?? '');
  });

  test(`${language.tag}: a dataset shows its table and its map, and its CSV opens in a spreadsheet`, async ({ page }) => {
    await search(page, language, '公交站点');
    await page.locator(`main .hit a[href="${dataset}"]`).first().click();
    await expect(page).toHaveURL(dataset);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await expect(page.getByRole('table').first()).toBeVisible();
    await expect(page.locator('.map-figure svg').first()).toBeVisible();

    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.locator('main a[href*="/files/"][href$=".csv"]').first().click(),
    ]);
    expect(download.suggestedFilename()).toMatch(/公交站点.*\.csv$/);
    const bytes = await readFile(await download.path());
    expect([...bytes.subarray(0, 3)], 'a spreadsheet needs the mark to read UTF-8').toEqual([0xef, 0xbb, 0xbf]);
    const book = XLSX.read(bytes, { type: 'buffer', raw: true });
    const sheet = book.Sheets[book.SheetNames[0] ?? ''];
    const rows: unknown[][] = XLSX.utils.sheet_to_json(sheet ?? {}, { header: 1, raw: true });
    expect(rows.length).toBeGreaterThan(100);
    expect(String(rows[0])).toMatch(/站点名称|stop_name/);
    expect(rows[1]?.some((cell) => /\p{Script=Han}/u.test(String(cell)))).toBe(true);
  });

  test(`${language.tag}: the other language keeps the page and the question`, async ({ page }) => {
    await page.goto(`${prefix}/datasets?q=metro&open=unconditional`);
    await page.getByRole('banner').getByRole('link', { name: words.other }).click();
    const other = language.tag === 'zh' ? '/en' : '';
    await expect(page).toHaveURL(`${other}/datasets?q=metro&open=unconditional`);
    await expect(page.locator('html')).not.toHaveAttribute('lang', language.html);
    await expect(page.locator('input[name="q"]').first()).toHaveValue('metro');
  });

  test(`${language.tag}: dark stays dark from page to page`, async ({ page }) => {
    await page.goto(`${prefix}/datasets?q=bus`);
    await page.getByRole('contentinfo').locator('button[name="theme"][value="dark"]').click();
    await expect(page).toHaveURL(`${prefix}/datasets?q=bus`);
    await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
    await page.goto(`${prefix}/bodies`);
    await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  });

  test(`${language.tag}: no page is wider than a phone`, async ({ page, watch }) => {
    await page.setViewportSize({ width: 390, height: 844 });
    for (const place of PLACES) {
      if (place.status) watch.foresee(place.status);
      await page.goto(prefix + place.path);
      await fits(page);
    }
  });
}
