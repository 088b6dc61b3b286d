/** `audit` in chat: the own entries for everybody, all others for holders, in pages, for the asker alone. */
import { expect, test } from 'vitest';
import type { Ask } from '../../src/bot/command/ask.js';
import type { World } from '../../src/bot/command/world.js';
import { audit } from '../../src/commands/audit.js';
import type { AuditEntry, AuditQuestion } from '../../src/core/audit.js';
import { chatId, extensionId } from '../../src/core/model.js';
import { directory } from '../bot/asked.js';

const now = Date.UTC(2026, 10, 25, 12);
const alice = directory.extensions.get(extensionId('101'));
const bob = directory.extensions.get(extensionId('103'));
const span = { from: now - 86_400_000, to: now };

async function said(ask: Partial<Ask>, { holder = false, entries = 0 } = {}) {
  const questions: AuditQuestion[] = [];
  const entry: AuditEntry = {
    question: 'q',
    how: 'chat',
    at: now,
    asker: extensionId('103'),
    chat: chatId('c'),
    chatType: 'Team',
    command: 'calls',
    subjects: [extensionId('101')],
    given: 'list',
  };
  const all = Array.from({ length: entries }, () => entry);
  const world = {
    directory,
    pageSize: 2,
    privacy: { kept: { calls: '400 days', audit: '2 years' } },
    audit: {
      async list(question: AuditQuestion, offset: number, limit: number) {
        questions.push(question);
        return all.slice(offset, offset + limit);
      },
      count: async () => entries,
      rooms: async () => new Map(),
    },
  } as unknown as World;
  const whole = {
    asker: alice,
    holder: async () => holder,
    named: [],
    page: 1,
    dated: false,
    period: { span, label: 'yesterday', words: 'yesterday' },
    now,
    locale: { zone: 'UTC', language: 'en-GB', hour12: false },
    ...ask,
  } as unknown as Ask;
  return { reply: await audit.run(whole, world), questions };
}

test.each<[string, Partial<Ask>]>([
  ['audit', {}],
  ['audit me', { verb: 'me' }],
  ['audit with a mention of oneself', { named: alice ? [alice] : [] }],
])('%s: who asked about the asker, which nobody needs a permission for', async (_, ask) => {
  const { reply, questions } = await said(ask, { entries: 1 });
  expect(reply.lines[0]).toBe('1 question about you · the last 2 years');
  expect(reply).toMatchObject({ alone: true, confidential: true });
  expect(reply.gave).toBeUndefined();
  expect(questions).toEqual([{ about: extensionId('101') }]);
});

test.each<[string, Partial<Ask>]>([
  ['about all', { verb: 'all' }],
  ['about somebody', { named: bob ? [bob] : [] }],
  ['about oneself and somebody', { named: alice && bob ? [alice, bob] : [] }],
  ['as a table', { verb: 'csv' }],
])('%s: for holders only', async (_, ask) => {
  await expect(said(ask)).rejects.toMatchObject({ code: 'audit-needs-permission' });
  expect((await said(ask, { holder: true })).reply.alone).toBe(true);
});

test('a holder’s question about others is for the audit too, a table is none', async () => {
  const { reply, questions } = await said({ named: bob ? [bob] : [], dated: true }, { holder: true });
  expect(reply.gave).toBe('audit');
  expect(reply.lines).toEqual(['No questions by or about Bob Ray · yesterday']);
  expect(questions).toEqual([{ involving: [extensionId('103')], span }]);
  const table = (await said({ verb: 'csv', dated: true }, { holder: true })).reply;
  expect(table.gave).toBeUndefined();
  expect(table.lines.join('\n')).toContain('npm run --silent audit-log -- --from 2026-11-24 --to 2026-11-25 > audit.csv');
});

test('entries come in pages', async () => {
  const first = (await said({}, { entries: 3 })).reply.lines;
  expect(first).toHaveLength(4);
  expect(first.at(-1)).toBe('1 more question: ask again with **page 2**.');
  expect((await said({ page: 2 }, { entries: 3 })).reply.lines).toHaveLength(2);
  expect((await said({ page: 3 }, { entries: 3 })).reply.lines.at(-1)).toBe('There is no page 3.');
});
