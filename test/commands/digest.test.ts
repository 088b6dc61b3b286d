/** What may be done to a digest of the configuration: it cannot be changed in a chat, but what paused it may be mended there. */
import { expect, test } from 'vitest';
import type { Ask, World } from '../../src/bot/command.js';
import { digest } from '../../src/commands/digest.js';

const asker = { id: '101', kind: 'person', type: 'User', status: 'Enabled', name: 'Alice', numbers: [] };

function say(...line: string[]) {
  const changes: object[] = [];
  const paused = { id: 1, chat: 'c', owner: '101', cron: '0 9 * * *', schedule: 'daily at 9:00', zone: 'UTC', say: 'calls' };
  const world = {
    digests: {
      list: async () => [{ ...paused, paused: true, nextAt: 0, source: 'config' }],
      change: async (_id: number, change: object) => void changes.push(change),
    },
  } as unknown as World;
  const locale = { zone: 'UTC', language: 'en-US', hour12: false };
  const ask = { asker, line, now: Date.UTC(2026, 10, 20, 12), locale, holder: async () => false } as unknown as Ask;
  return { answer: digest.run(ask, world), changes };
}

test('a digest of the configuration that was paused can be resumed, as its notice says', async () => {
  const { answer, changes } = say('resume', '1');
  expect((await answer).lines[0]).toContain('Digest 1 comes again');
  expect(changes).toEqual([{ paused: false, nextAt: Date.UTC(2026, 10, 21, 9) }]);
});

test.each(['pause', 'remove'])('%s is for the configuration', async (verb) => {
  const { answer, changes } = say(verb, '1');
  await expect(answer).rejects.toThrow('digest-configured');
  expect(changes).toEqual([]);
});
