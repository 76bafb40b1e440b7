// People: opening an account, signing in, acting with a key, ending a session elsewhere, and a body's manager who invites
// an editor. All of it with scripts and without.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, LANGUAGES, look, test, type Language } from './portal.js';
import { linkFor } from './letters.js';

const PASSWORD = '玉兰 tram Suzhou creek 1908';

/** An address that no other test has. */
function fresh(name: string): string {
  return `${name}-${Date.now()}-${Math.floor(Math.random() * 1e6)}@example.cn`;
}

/** Fills the form that holds these fields and sends it. */
async function send(page: Page, fields: Record<string, string>): Promise<void> {
  const names = Object.keys(fields);
  const form = page.locator('main form', { has: page.locator(`[name="${names[0]}"]`) }).first();
  for (const [name, value] of Object.entries(fields)) await form.locator(`[name="${name}"]`).fill(value);
  await form.locator('button[type="submit"], button:not([type])').last().click();
}

async function register(page: Page, language: Language, email: string): Promise<void> {
  await page.goto(`${language.prefix}/register`);
  await send(page, { name: '王小明', email, password: PASSWORD });
  await page.goto(await linkFor(email, '/register/confirm'));
  await send(page, { password: PASSWORD });
  await expect(page).toHaveURL(/\/login/);
}

async function signIn(page: Page, language: Language, email: string, password: string): Promise<void> {
  await page.goto(`${language.prefix}/login`);
  await send(page, { email, password });
  await expect(page).toHaveURL(/\/account$/);
}

for (const language of LANGUAGES) {
  test(`${language.tag}: an account is opened, confirmed and kept`, async ({ page, context, browser, request, watch }, info) => {
    watch.foresee(400, 401);
    const shot = (name: string) => `${name}-1280-${language.tag}-light`;
    const scripts = info.project.name === 'wasm-on';
    const email = fresh('citizen');
    await register(page, language, email);

    await send(page, { email, password: 'a wrong password of some length' });
    await expect(page.getByRole('alert')).toBeVisible();
    await expect(page.locator('main input[name="email"]')).toHaveValue(email);
    if (scripts) await look(page, shot('login-refused'));
    await signIn(page, language, email, PASSWORD);
    if (scripts) await look(page, shot('account'));

    await page.goto(`${language.prefix}/me/keys`);
    await page.locator('main input[name="scope"][value="account"]').check();
    await send(page, { name: 'my program', days: '30' });
    const key = (await page.locator('main').textContent())?.match(/kc_[\w-]{40,}/)?.[0] ?? '';
    expect(key).not.toBe('');
    if (scripts) await look(page, shot('key-made'));
    const me = await request.get('/api/v1/me', { headers: { authorization: `Bearer ${key}` } });
    expect(me.status()).toBe(200);
    expect(((await me.json()) as { name: string }).name).toBe('王小明');

    // Somewhere else the same person is signed in as well, and is sent away from here.
    const elsewhere = await browser.newContext({ baseURL: new URL(page.url()).origin });
    const other = await elsewhere.newPage();
    await signIn(other, language, email, PASSWORD);
    await page.goto(`${language.prefix}/account`);
    await page.locator('main form', { has: page.locator('input[name="form"][value="session-end"]') }).last().locator('button').click();
    const left = await other.goto('/account');
    expect(left?.status()).toBe(401);
    await elsewhere.close();

    await page.goto(`${language.prefix}/account`);
    await page.getByRole('banner').locator('form[action$="/logout"] button').first().click();
    const out = await page.goto('/account');
    expect(out?.status()).toBe(401);
    expect((await context.cookies()).some((cookie) => cookie.name === 'session')).toBe(false);
  });
}

test('a body manager invites an editor, who acts for the body from then on', async ({ page, browser, watch }) => {
  watch.foresee(401);
  const file = join(process.env['KAICANG_DATA'] ?? '', 'demo-accounts.json');
  const people = JSON.parse(await readFile(file, 'utf8')) as Record<string, string>;
  const manager = 'manager.body@demo.example';
  const [language] = LANGUAGES as [Language];
  await signIn(page, language, manager, people[manager] ?? '');
  await page.goto('/bodies/transport-commission/staff');
  const email = fresh('editor');
  await page.locator('main form', { has: page.locator('input[name="email"]') }).locator('input[name="role"][value="editor"]').check();
  await send(page, { email });

  const context = await browser.newContext({ baseURL: new URL(page.url()).origin });
  const editor = await context.newPage();
  await register(editor, language, email);
  await signIn(editor, language, email, PASSWORD);
  await editor.goto(await linkFor(email, '/invited'));
  await editor.locator('main form button').first().click();
  await expect(editor).toHaveURL(/\/account$/);
  await expect(editor.getByRole('banner')).toContainText('交通');
  await context.close();
});
