/** The chat page as a newcomer meets it: real Chromium, the stand-in, and the production bot behind them. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { movableClock } from '../sandbox/clock.js';
import { castOf } from '../sandbox/play/demo.js';
import { type Play, startPlay } from '../sandbox/play/play.js';
import { displayName } from '../sandbox/server/world.js';
import { answerTo, hasChromium, launch, openChat, openPage, options, pastIsRead, say, type WatchedPage } from './browser.js';

const seconds = 1_000;
const countLine = (who: string, period: string) => new RegExp(`^(No|\\d+) (\\p{L}+ )?calls? · ${who} · ${period}`, 'u');

describe.skipIf(!hasChromium)('the chat page', { timeout: 60_000 }, () => {
  let play: Play;
  let browser: Browser;
  let watched: WatchedPage;

  beforeAll(async () => {
    // A Wednesday afternoon in New York, so that today, this week and last week all have calls.
    const clock = movableClock(Date.parse('2026-11-18T20:20:00Z'));
    play = await startPlay({ port: 0, clock, days: 30, heavyLimit: 1000, latencyMs: { min: 0, max: 5 } });
    await pastIsRead(play);
    browser = await launch();
    watched = await openPage(browser, play.url);
  }, 180_000);

  afterAll(async () => {
    await browser?.close();
    await play?.close();
  }, 30_000);

  test('opens as Alice without a complaint, under the strictest policy', async () => {
    const response = await watched.page.request.get(play.url);
    expect(response.headers()['content-security-policy']).toContain("default-src 'none'");
    expect(response.headers()['content-security-policy']).not.toContain('unsafe');
    expect(await watched.page.locator('#me option:checked').innerText()).toMatch(/^Alice /);
    expect(await watched.page.getByRole('heading', { level: 1 }).innerText()).toBe('Sales floor');
    expect(watched.complaints).toEqual([]);
  });

  test('a mention grows from a few letters, and the bot answers about that person', async () => {
    const { bob } = castOf(play.sandbox);
    const { page } = watched;
    await openChat(page, 'Sales leads');
    const answer = await answerTo(page, () => say(page, '@Switch calls @Bo last week'));
    expect(answer).toMatch(countLine(displayName(bob), 'last week'));
    const asked = play.sandbox.posts(play.rooms.leads).findLast(({ creatorId }) => creatorId === castOf(play.sandbox).alice.id);
    expect(asked?.text).toBe(`![:Person](${play.sandbox.botId()}) calls ![:Person](${bob.id}) last week`);
    expect(await page.locator('.post .mention', { hasText: `@${displayName(bob)}` }).count()).toBeGreaterThan(0);
  });

  test('arrows choose, Escape closes, and nobody is sent by accident', async () => {
    const { page } = watched;
    const text = page.getByRole('textbox', { name: 'Write a post' });
    await text.pressSequentially('hello @');
    await page.keyboard.press('ArrowDown');
    const second = options(page).nth(1);
    expect(await second.getAttribute('aria-selected')).toBe('true');
    expect(await text.getAttribute('aria-activedescendant')).toBe(await second.getAttribute('id'));
    await page.keyboard.press('Escape');
    await options(page).first().waitFor({ state: 'hidden' });
    expect(await text.inputValue()).toBe('hello @');
    await text.fill('');
  });

  test('in the direct chat plain words are enough', async () => {
    const { page } = watched;
    await openChat(page, 'Switchboard');
    const answer = await answerTo(page, () => say(page, 'calls'));
    expect(answer).toMatch(countLine(displayName(castOf(play.sandbox).alice), 'today'));
  });

  test('a name full of markup is a name', async () => {
    const { page } = watched;
    const nasty = play.sandbox.company.extensions.find(({ firstName }) => firstName === '*Bob*');
    const html = play.sandbox.company.extensions.find(({ lastName }) => lastName?.includes('<b>'));
    if (!nasty || !html) throw new Error('the company has nobody with markup in a name');
    for (const who of [nasty, html]) play.sandbox.addToTeam(play.rooms.floor, [who.id]);
    await openChat(page, 'Sales floor');
    play.sandbox.post(html.id, play.rooms.floor, `I am **not** ![:Person](${nasty.id}) <img src=x onerror=alert(1)>`);
    const post = page.locator('.post', { hasText: 'I am not' });
    await post.waitFor();
    expect(await post.locator('.by b').innerText()).toBe(displayName(html));
    expect(await post.locator('.mention').innerText()).toBe(`@${displayName(nasty)}`);
    expect(await post.locator('.words').innerText()).toContain('<img src=x onerror=alert(1)>');
    expect(await post.locator('.words b').allInnerTexts()).toEqual(['not']);
    expect(await page.locator('#posts img, #posts a[href*="vil"], #chats b').count()).toBe(0);

    const answer = await answerTo(page, () => say(page, '@Switch calls @Siobh'));
    expect(answer.split('\n')[0]).toContain('Siobhán');
    expect(await page.locator('.post .words b b, .post .words i').count()).toBe(0);
    expect(watched.complaints).toEqual([]);
  });

  test('another person has other chats, and their unread posts are marked', async () => {
    const { alice, grace } = castOf(play.sandbox);
    const { page } = watched;
    const direct = play.sandbox.openDirect(grace.id, alice.id);
    await page.getByLabel('You are').selectOption(grace.id);
    await page.getByRole('heading', { level: 1, name: 'Sales floor' }).waitFor();
    play.sandbox.post(alice.id, direct.id, 'Grace, are you there?');
    const row = page.locator('.chat', { hasText: 'Grace, are you there?' });
    await row.getByLabel('unread').waitFor();
    await row.click();
    await page.locator('.post', { hasText: 'Grace, are you there?' }).waitFor();
    await row.getByLabel('unread').waitFor({ state: 'detached' });
    await page.getByLabel('You are').selectOption(alice.id);
    await page.getByRole('heading', { level: 1, name: 'Sales floor' }).waitFor();
  });

  test('an answer in a thread stands below its question', async () => {
    const { page } = watched;
    await openChat(page, 'Sales floor');
    const question = page.locator('#posts > .post', { hasText: 'Switchboard is in the room now' });
    await question.hover();
    await question.getByRole('button', { name: 'Reply' }).click();
    await say(page, '@Switch help');
    await question
      .locator('.replies .post', { has: page.locator('.tag', { hasText: 'bot' }) })
      .first()
      .waitFor();
    expect(await question.locator('.replies .post').count()).toBe(2);
  });

  test('a new direct chat is opened by name', async () => {
    const { page } = watched;
    const { carol } = castOf(play.sandbox);
    await page.getByRole('button', { name: 'New direct chat' }).click();
    await page.getByLabel('Find a person').pressSequentially('carol');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: displayName(carol) }).waitFor();
    await say(page, 'Shall we call them back?');
    await page.locator('.post', { hasText: 'Shall we call them back?' }).waitFor();
  });

  test('where a guest is, the answer moves to the direct chat, which lights up', async () => {
    const { page } = watched;
    await openChat(page, 'Guest desk');
    expect(await page.locator('#chat-about').innerText()).toContain('from outside');
    const answer = await answerTo(page, () => say(page, '@Switch calls yesterday'));
    expect(answer).not.toMatch(/\d+ calls? ·/);
    await page.locator('.chat.unread', { hasText: 'Switchboard' }).waitFor();
    await openChat(page, 'Switchboard');
    await page.locator('.post', { hasText: '· yesterday' }).last().waitFor();
  });

  test('a call that comes in is told of once its record is there', async () => {
    const { page } = watched;
    await openChat(page, 'Switchboard');
    const missedToday = async () => {
      const answer = await answerTo(page, () => say(page, 'calls missed today'));
      return /^No /.test(answer) ? 0 : Number.parseInt(answer, 10);
    };
    const before = await missedToday();
    await page.getByRole('button', { name: 'Ring me, I miss it' }).click();
    await page.getByText('is in the call log 15 to 30 s after that').waitFor();
    await play.clock.move(120 * seconds);
    await expect.poll(missedToday, { timeout: 30_000, interval: 1_000 }).toBe(before + 1);
  });

  test('a suggestion is one click, or one click and a name', async () => {
    const { page } = watched;
    await openChat(page, 'Sales floor');
    expect(await answerTo(page, () => page.getByRole('button', { name: 'help' }).click())).toContain('calls');
    await page.getByRole('button', { name: /^calls @/ }).click();
    await options(page).first().waitFor();
    await page.keyboard.press('Escape');
    expect(watched.complaints).toEqual([]);
  });

  test('every suggestion has something to tell', async () => {
    const { page } = watched;
    await openChat(page, 'Sales leads');
    const suggested = page.locator('#suggestions button');
    for (const line of await suggested.allInnerTexts()) {
      if (line.includes('@')) continue;
      const answer = await answerTo(page, () => suggested.getByText(line, { exact: true }).click());
      const [, told = ''] =
        /^(\d+ (?:missed )?calls? |Call #\d+|Digest \d+|This is how|I answer|\p{L}+ \p{L}+ · )/u.exec(answer) ?? [];
      expect(told, `${line}: ${answer}`).not.toBe('');
      if (line.startsWith('activity'))
        await expect.poll(postsToday, { timeout: 40_000, interval: 2_000 }).toMatch(/\d+ posts?\b/);
    }
    await openChat(page, 'Guest desk');
    await suggested.getByText('why #…').click();
    await page.getByText('First ask for a list').waitFor();

    function postsToday() {
      return answerTo(page, () => say(page, '@Switch activity this week'));
    }
  });
});
