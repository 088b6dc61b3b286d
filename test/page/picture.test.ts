/** The page on a desk, in the dark and on a phone holds together; with WRITE_PICTURE=1 the README's pictures are taken of it. */
import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { movableClock } from '../sandbox/clock.js';
import { castOf } from '../sandbox/play/demo.js';
import { type Play, startPlay } from '../sandbox/play/play.js';
import { answerTo, become, hasChromium, launch, openChat, openPage, options, pastIsRead, say } from './browser.js';

const folder = fileURLToPath(new URL('../../.github/', import.meta.url));
const startedAt = Date.parse('2026-11-18T20:20:00Z');
const isTaken = process.env.WRITE_PICTURE === '1';

const overflow = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);

/** A picture of the page, or of that part of it. */
async function take(page: Page, name: string, clip?: NonNullable<Parameters<Page['screenshot']>[0]>['clip']): Promise<void> {
  if (!isTaken) return;
  await mkdir(folder, { recursive: true });
  await page.screenshot({ path: `${folder}${name}.png`, ...(clip && { clip }) });
}

/** Where the last posts stand, or, with its name, the whole chat. */
async function conversation(page: Page, last: number | 'all') {
  const posts = page.locator('#posts .post');
  const count = await posts.count();
  const first = await (last === 'all' ? page.locator('main') : posts.nth(count - last)).boundingBox();
  const end = await posts.nth(count - 1).boundingBox();
  if (!first || !end) throw new Error('there are no posts');
  return { x: first.x, y: first.y, width: first.width, height: end.y + end.height - first.y + 12 };
}

interface Shot {
  readonly name: string;
  readonly as: string;
  readonly chat: string;
  readonly asked: readonly string[];
  /** What the answers hold. */
  readonly tells: readonly string[];
  readonly withHead?: boolean;
}

const shots: readonly Shot[] = [
  {
    name: 'summary',
    as: 'Alice',
    chat: 'Sales leads',
    asked: ['@Switch summary @Bob @Frank @Grace last week', '@Switch missed?'],
    tells: ['▲', '▼', '3 missed calls'],
  },
  { name: 'queue', as: 'Heidi', chat: 'Switchboard', asked: ['queue Support last week'], tells: ['abandoned', 'took'] },
  { name: 'busy', as: 'Alice', chat: 'Sales floor', asked: ['@Switch busy last month'], tells: ['▇▇▇', 'Busiest'] },
  { name: 'why', as: 'Heidi', chat: 'Sales leads', asked: ['@Switch why #1001'], tells: ['Call #1001', 'rule'] },
  {
    name: 'digest',
    as: 'Alice',
    chat: 'Sales floor',
    asked: ['@Switch digest weekdays at 9:00 summary @Bob @Carol yesterday'],
    tells: ['every weekday', 'It will look like this'],
  },
  {
    name: 'guests',
    as: 'Alice',
    chat: 'Guest desk',
    asked: ['@Switch calls last week'],
    tells: ['answered you directly'],
    withHead: true,
  },
];

describe.skipIf(!hasChromium)('the looks of the chat page', { timeout: 60_000 }, () => {
  let play: Play;
  let browser: Browser;

  beforeAll(async () => {
    play = await startPlay({ port: 0, clock: movableClock(startedAt), days: 60, heavyLimit: 1000 });
    await pastIsRead(play);
    browser = await launch();
  }, 120_000);

  afterAll(async () => {
    await browser?.close();
    await play?.close();
  }, 30_000);

  test('a conversation on a desk', async () => {
    const { page, complaints } = await openPage(browser, play.url, { height: 720 });
    await page.clock.setFixedTime(play.clock.now());
    await page.reload();
    await openChat(page, 'Sales leads');
    const heidi = castOf(play.sandbox).everybody[7] ?? '';
    play.sandbox.post(heidi, play.rooms.leads, 'How was last week for Bob? I have our review at four.');
    await page.locator('.post', { hasText: 'review at four' }).waitFor();
    expect(await answerTo(page, () => say(page, '@Switch calls @Bo last week'))).toMatch(/^\d+ calls · Bob/);
    play.sandbox.post(heidi, play.rooms.leads, 'Thanks! Better than a spreadsheet.');
    await page.locator('.post', { hasText: 'Better than' }).waitFor();
    await page.mouse.move(640, 10);
    await take(page, 'chat');
    expect(await overflow(page)).toBeLessThanOrEqual(0);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  // One after the other: the number of a call in one picture was given in the one before.
  test.each(shots)('$name', async ({ name, as, chat, asked, tells, withHead }) => {
    const { page, complaints } = await openPage(browser, play.url, { width: 1000, height: withHead ? 430 : 1300, scale: 1.4 });
    await page.clock.setFixedTime(play.clock.now());
    await page.reload();
    await become(page, as);
    await openChat(page, chat);
    const answers: string[] = [];
    for (const line of asked) answers.push(await answerTo(page, () => say(page, line)));
    await take(page, name, await conversation(page, withHead ? 'all' : 2 * asked.length));
    for (const told of tells) expect(answers.join('\n')).toContain(told);
    expect(await overflow(page)).toBeLessThanOrEqual(0);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  test('a phone shows the chat, and the list behind it', async () => {
    const { page, complaints } = await openPage(browser, play.url, { width: 390, height: 780, dark: true });
    expect(await overflow(page)).toBeLessThanOrEqual(0);
    expect(await page.locator('#chats').isVisible()).toBe(false);
    await page.getByRole('button', { name: 'Back to your chats' }).click();
    expect(await page.locator('#text').isVisible()).toBe(false);
    await openChat(page, 'Sales leads');
    await page.getByRole('textbox', { name: 'Write a post' }).pressSequentially('@');
    await options(page).first().waitFor();
    expect(await overflow(page)).toBeLessThanOrEqual(0);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Try it' }).click();
    await page.getByRole('heading', { name: 'Make a call come in' }).waitFor();
    expect(complaints).toEqual([]);
    await page.context().close();
  });
});
