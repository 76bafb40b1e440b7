// What every journey shares: a page that must stay clean, the two languages, and the ways about the portal.
import { AxeBuilder } from '@axe-core/playwright';
import { expect, test as base, type Page, type Response } from '@playwright/test';

/** A language of the portal: where its pages stand and the words that the journeys look for. */
export interface Language {
  tag: 'zh' | 'en';
  html: string;
  prefix: string;
  words: {
    /** The link to the other language. */
    other: string;
    /** What a closed door is called. */
    suspended: string;
  };
}

export const LANGUAGES: Language[] = [
  {
    tag: 'zh',
    html: 'zh-CN',
    prefix: '',
    words: { other: 'English', suspended: '中止开放' },
  },
  {
    tag: 'en',
    html: 'en',
    prefix: '/en',
    words: { other: '中文', suspended: 'Suspended' },
  },
];

/** What went wrong on a page without anybody clicking anything: console lines, failed requests, thrown errors. */
export class Watch {
  readonly found: string[] = [];
  private readonly expected: number[] = [];

  constructor(page: Page, scripts: boolean) {
    page.on('console', (message) => {
      const kind = message.type();
      // Where scripts are off, the browser fetches the wasm ahead of time and then wonders why nobody wants it.
      if (!scripts && message.text().includes('was preloaded using link preload')) return;
      if ((kind === 'error' || kind === 'warning') && !this.foreseen(message.text())) {
        this.found.push(`console ${kind}: ${message.text()} (${message.location().url})`);
      }
    });
    page.on('pageerror', (error) => this.found.push(`thrown: ${error.message}`));
    page.on('requestfailed', (request) => {
      const reason = request.failure()?.errorText ?? '';
      // Leaving a page, or a download taking over a navigation, ends what was under way.
      if (reason === 'net::ERR_ABORTED') return;
      // Where scripts are off, the browser says so of every script that a page names.
      if (!scripts && reason === 'csp' && request.url().endsWith('.js')) return;
      this.found.push(`failed: ${request.url()} ${reason}`);
    });
    page.on('response', (response: Response) => {
      if (response.status() >= 400 && !this.expected.includes(response.status())) {
        this.found.push(`${response.status()}: ${response.url()}`);
      }
    });
  }

  /** The browser itself writes a line for an answer such as 404: foreseen where the journey goes there on purpose. */
  foresee(...statuses: number[]): void {
    this.expected.push(...statuses);
  }

  private foreseen(text: string): boolean {
    return this.expected.some((status) => text.includes(`status of ${status}`));
  }
}

export const test = base.extend<{ watch: Watch }>({
  watch: [
    async ({ page, javaScriptEnabled }, use) => {
      const watch = new Watch(page, javaScriptEnabled);
      await use(watch);
      expect(watch.found, 'the console is clean and no request fails').toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };

/** No page is wider than its screen. */
export async function fits(page: Page): Promise<void> {
  const [content, screen] = await page.evaluate(() => [document.documentElement.scrollWidth, window.innerWidth]);
  expect(content, `${page.url()} is wider than its screen`).toBeLessThanOrEqual(screen as number);
}

/** What every page owes every visitor, at the width that it stands at: it fits, axe finds nothing, and there is a picture. */
export async function look(page: Page, picture: string): Promise<void> {
  await fits(page);
  const { violations } = await new AxeBuilder({ page }).analyze();
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join('\n  ')}`);
  expect(found, `axe on ${page.url()}`).toEqual([]);
  await page.screenshot({ path: `shots/${picture}.png`, fullPage: true });
}

/** Searches from the home page as a person does: types and presses the button. */
export async function search(page: Page, language: Language, query: string): Promise<void> {
  await page.goto(`${language.prefix}/`);
  const form = page.getByRole('main').getByRole('search');
  await form.locator('input[name="q"]').fill(query);
  await form.locator('button[type="submit"]').click();
  await expect(page).toHaveURL(/\/datasets\?.*q=/);
}
