// Drives a browser through the portal that `cargo xtask e2e` has started; it starts nothing itself.
import { defineConfig } from '@playwright/test';

function needed(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: run the browser tests by "cargo xtask e2e"`);
  return value;
}

export default defineConfig({
  testDir: 'src',
  outputDir: 'test-results',
  fullyParallel: true,
  workers: 2,
  forbidOnly: true,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: [['list'], ['html', { open: 'never', outputFolder: 'playwright-report' }]],
  use: {
    baseURL: needed('BASE_URL'),
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    viewport: { width: 1280, height: 900 },
    trace: 'retain-on-failure',
    launchOptions: {
      executablePath: needed('CHROMIUM'),
      args: [
        '--headless',
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
  // Suggestions and axe are scripts. The suspension closes a dataset that others might be reading, so it comes after everything else.
  projects: [
    { name: 'wasm-on', testIgnore: 'suspension.spec.ts' },
    { name: 'wasm-off', testIgnore: ['suspension.spec.ts', 'islands.spec.ts', 'look.spec.ts'], use: { javaScriptEnabled: false } },
    { name: 'suspension', testMatch: 'suspension.spec.ts', dependencies: ['wasm-on', 'wasm-off'] },
  ],
});
