/** The page on a desk, in the dark and on a phone holds together; with WRITE_PICTURE=1 the README's picture is taken of it. */
import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { movableClock } from '../sandbox/clock.js';
import { castOf } from '../sandbox/play/demo.js';
import { type Play, startPlay } from '../sandbox/play/play.js';
import { answerTo, hasChromium, launch, openChat, openPage, options, pastIsRead, say } from './browser.js';

const picture = fileURLToPath(new URL('../../.github/chat.png', import.meta.url));
const startedAt = Date.parse('2026-11-18T20:20:00Z');

const overflow = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);

describe.skipIf(!hasChromium)('the looks of the chat page', { timeout: 60_000 }, () => {
  let play: Play;
  let browser: Browser;

  beforeAll(async () => {
    play = await startPlay({ port: 0, clock: movableClock(startedAt), days: 21, heavyLimit: 1000 });
    await pastIsRead(play);
    browser = await launch();
  }, 120_000);

  afterAll(async () => {
    await browser?.close();
    await play?.close();
  }, 30_000);

  test('a conversation on a desk', async () => {
    const { page, complaints } = await openPage(browser, play.url);
    await page.clock.setFixedTime(play.clock.now());
    await page.reload();
    await openChat(page, 'Sales leads');
    const heidi = castOf(play.sandbox).everybody[7] ?? '';
    play.sandbox.post(heidi, play.rooms.leads, 'How was last week for Bob? I have our review at four.');
    await page.locator('.post', { hasText: 'review at four' }).waitFor();
    const answer = await answerTo(page, () => say(page, '@Switch calls @Bo last week'));
    const [, number = ''] = /colleague, ext (\d+)/.exec(answer) ?? [];
    play.sandbox.post(heidi, play.rooms.leads, `Thanks! Who has extension ${number}?`);
    await page.locator('.post', { hasText: 'Who has extension' }).waitFor();
    await answerTo(page, () => say(page, `@Switch whois ${number}`));
    if (process.env.WRITE_PICTURE === '1') {
      await page.mouse.move(640, 10);
      await mkdir(dirname(picture), { recursive: true });
      await page.screenshot({ path: picture });
    }
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
