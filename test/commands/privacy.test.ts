/** `privacy` in chat: what it says follows the settings in force, and nobody decides for anybody else. */
import { expect, test } from 'vitest';
import type { Ask } from '../../src/bot/command/ask.js';
import type { PrivacyDesk, World } from '../../src/bot/command/world.js';
import { privacy } from '../../src/commands/privacy.js';

function desk(more: Partial<PrivacyDesk> = {}) {
  let hidden = false;
  const kept = { calls: '400 days', audit: '2 years' };
  const privacyDesk: PrivacyDesk = {
    isHidden: async () => hidden,
    hide: async () => {
      hidden = true;
    },
    show: async () => {
      hidden = false;
    },
    kept,
    permission: 'FullCompanyCallLog',
    managers: false,
    colleagues: 'totals',
    ...more,
  };
  return {
    hidden: () => hidden,
    say: (words: string) =>
      privacy.run({ words: words.split(' ').filter(Boolean) } as unknown as Ask, { privacy: privacyDesk } as unknown as World),
  };
}

const told = async (more: Partial<PrivacyDesk> = {}) => (await desk(more).say('')).lines.join('\n');

test('it tells the settings in force, to the asker alone', async () => {
  const said = await desk().say('');
  expect(said.alone).toBe(true);
  const text = said.lines.join('\n');
  for (const part of [
    'For 400 days.',
    'for 2 years.',
    'FullCompanyCallLog',
    'see figures, and lists only',
    'You are not hidden.',
  ])
    expect(text).toContain(part);
  expect(text).not.toContain('manager');
  expect(await told({ managers: true })).toContain('named as your manager');
  expect(await told({ colleagues: 'details' })).toContain('see figures and lists');
  expect(await told({ colleagues: 'self' })).toContain('Colleagues see nothing of them.');
});

test.each(['hide me', 'hide', 'hide myself'])('%s hides the asker, and show me undoes it', async (words) => {
  const { say, hidden } = desk();
  expect((await say(words)).alone).toBe(true);
  expect(hidden()).toBe(true);
  expect((await say('')).lines.join('\n')).toContain('You are hidden from colleagues.');
  await say('show me');
  expect(hidden()).toBe(false);
});

test.each([
  ['hide bob', 'privacy-only-own'],
  ['show bob and alice', 'privacy-only-own'],
  ['everything', 'privacy-unknown'],
])('%s is refused', async (words, code) => {
  const { say, hidden } = desk();
  await expect(say(words)).rejects.toMatchObject({ code });
  expect(hidden()).toBe(false);
});
