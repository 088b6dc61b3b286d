/** Who may do what to a digest: its owner and holders, as often as once a minute; one of the configuration stays as it is. */
import { expect, test } from 'vitest';
import type { Ask } from '../../src/bot/command/ask.js';
import type { World } from '../../src/bot/command/world.js';
import { digest } from '../../src/commands/digest.js';

const asker = { id: '101', kind: 'person', type: 'User', status: 'Enabled', name: 'Alice', numbers: [] };

const run = (line: readonly string[], { mine = true, holds = false, again = false } = {}) => {
  const world = {
    access: { permission: 'FullCompanyCallLog' },
    digests: { list: async () => [{ id: 1, owner: mine ? '101' : '102' }], run: async () => !again },
  } as unknown as World;
  return digest.run({ asker, line, holder: async () => holds } as unknown as Ask, world);
};

test('a digest is run for its owner and for holders, and not twice in a minute', async () => {
  expect((await run(['run', '1'])).lines).toEqual(['Digest 1 comes now.']);
  expect((await run(['run', '1'], { mine: false, holds: true })).lines).toEqual(['Digest 1 comes now.']);
  await expect(run(['run', '1'], { mine: false })).rejects.toThrow('digest-not-yours');
  await expect(run(['run', '1'], { again: true })).rejects.toThrow('digest-too-soon');
});

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
