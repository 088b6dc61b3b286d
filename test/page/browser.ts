/** Chromium for tests of the chat page: the system's, at CHROMIUM_PATH or /usr/bin/chromium. */
import { existsSync } from 'node:fs';
import { type Browser, chromium, type Locator, type Page } from 'playwright-core';
import type { Play } from '../sandbox/play/play.js';

const path = process.env.CHROMIUM_PATH || '/usr/bin/chromium';
const flags =
  '--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync';

/** Without it these tests cannot run; in CI that is a failure. */
export const hasChromium = existsSync(path);
if (!hasChromium) {
  const why = `There is no Chromium at ${path}: install one, or set CHROMIUM_PATH.`;
  if (process.env.CI === 'true') throw new Error(why);
  console.warn(`Skipping the tests of the chat page. ${why}`);
}

export const launch = (): Promise<Browser> => chromium.launch({ executablePath: path, args: flags.split(' ') });

export interface WatchedPage {
  readonly page: Page;
  /** What the console, the page's errors and its requests to elsewhere had to say; stays empty. */
  readonly complaints: string[];
}

interface PageOptions {
  readonly width?: number;
  readonly height?: number;
  readonly dark?: boolean;
  /** Pixels of a picture for each pixel of the page; one unless given. */
  readonly scale?: number;
}

export async function openPage(browser: Browser, url: string, options: PageOptions = {}): Promise<WatchedPage> {
  const context = await browser.newContext({
    viewport: { width: options.width ?? 1280, height: options.height ?? 800 },
    deviceScaleFactor: options.scale ?? 1,
    colorScheme: options.dark ? 'dark' : 'light',
    locale: 'en-US',
  });
  context.setDefaultTimeout(10_000);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => complaints.push(`${message.type()}: ${message.text()}`));
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('dialog', (dialog) => {
    complaints.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('request', (request) => {
    if (!request.url().startsWith(url)) complaints.push(`request to ${request.url()}`);
  });
  await page.goto(url);
  await page.locator('#posts .post').first().waitFor();
  return { page, complaints };
}

/** Is from now on the first person of that name. */
export async function become(page: Page, firstName: string): Promise<void> {
  const me = page.getByLabel('You are');
  const option = me.locator('option', { hasText: new RegExp(`^${firstName} `) }).first();
  await me.selectOption((await option.getAttribute('value')) ?? '');
  await page.getByRole('heading', { level: 1, name: 'Sales floor' }).waitFor();
}

/** Opens the chat of that name, as a click in the list does. */
export async function openChat(page: Page, name: string): Promise<void> {
  await page
    .locator('.chat', { has: page.getByText(name, { exact: true }) })
    .first()
    .click();
  await page.getByRole('heading', { level: 1, name, exact: true }).waitFor();
}

/** Who can be mentioned, while the list is open. */
export const options = (page: Page): Locator => page.getByRole('listbox', { name: 'People to mention' }).getByRole('option');

/** Types as a person would: every `@name` is completed from the list that opens, then Enter sends. */
export async function say(page: Page, words: string): Promise<void> {
  const text = page.getByRole('textbox', { name: 'Write a post' });
  await text.fill('');
  for (const piece of words.split(/(@\p{L}+\s?)/u)) {
    await text.pressSequentially(piece.trimEnd() + (piece.startsWith('@') ? '' : (/\s$/.exec(piece)?.[0] ?? '')));
    if (!piece.startsWith('@')) continue;
    await options(page).first().waitFor();
    await page.keyboard.press('Enter');
  }
  await page.keyboard.press('Enter');
}

/** The words of the bot's next answer in the open chat, while `ask` does what calls for it. */
export async function answerTo(page: Page, ask: () => Promise<unknown>): Promise<string> {
  const answers = page.locator('.post', { has: page.locator('.tag', { hasText: 'bot' }) });
  const before = await answers.count();
  await ask();
  const answer = answers.nth(before).locator('.words').first();
  await answer.waitFor({ timeout: 15_000 });
  return answer.innerText();
}

/** The bot knows every call there was before it came. */
export const pastIsRead = ({ bot }: Play): Promise<void> =>
  bot.waitUntil(
    'the past calls are read',
    async () => {
      const answer = await fetch(`${bot.url}/readyz`);
      const { sync } = (await answer.json()) as { sync: { calls: { through: string | null; backfilling: boolean } } };
      return sync.calls.through !== null && !sync.calls.backfilling;
    },
    120_000,
  );
