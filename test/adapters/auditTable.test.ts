/** The table the operator hands on: every entry of the days asked for, one row a person, no company but the one asked for. */
import { expect, test } from 'vitest';
import { type AuditSource, auditTable, spanOf } from '../../src/adapters/auditTable.js';
import type { AuditEntry } from '../../src/core/audit.js';
import { accountId, chatId, extensionId } from '../../src/core/model.js';

const at = Date.UTC(2026, 10, 21, 10, 42);
const entry = (question: string, more: Partial<AuditEntry> = {}): AuditEntry => ({
  question,
  how: 'chat',
  at,
  asker: extensionId('1'),
  chat: chatId('c'),
  chatType: 'Team',
  command: 'calls',
  subjects: [extensionId('2'), extensionId('3')],
  period: { label: 'last week (9–15 Nov)', span: { from: at - 1_000, to: at } },
  given: 'list',
  ...more,
});

const source: AuditSource = {
  accounts: async () => [accountId('10'), accountId('20')],
  entries: (account) => ({
    async list({ span }, offset, limit) {
      const all =
        account === '10'
          ? [entry('a'), entry('b', { subjects: [], number: '+1 650 ••• 0100', given: 'nothing', refusal: 'x' })]
          : Array.from({ length: 1_201 }, (_, index) => entry(String(index), { subjects: [extensionId('2')] }));
      return all.filter((each) => each.at >= (span?.from ?? 0)).slice(offset, offset + limit);
    },
  }),
  names: async () =>
    new Map([
      [extensionId('1'), '=HYPERLINK("x")'],
      [extensionId('2'), 'Bob, Ray'],
    ]),
};

async function table(only?: string, from = 0): Promise<string[]> {
  const rows: string[] = [];
  for await (const row of auditTable(source, { from, to: at + 1 }, only)) rows.push(row);
  return rows;
}

test('one row for each person, with names, made harmless', async () => {
  const [head, ...rows] = await table('10');
  expect(head).toMatch(/^at,account,asker_id,.*\r\n$/);
  expect(rows).toHaveLength(3);
  expect(rows[0]).toBe(
    `2026-11-21T10:42:00.000Z,10,1,"'=HYPERLINK(""x"")",2,"Bob, Ray",,calls,last week (9–15 Nov),2026-11-21T10:41:59.000Z,2026-11-21T10:42:00.000Z,list,,chat,c,Team,a\r\n`,
  );
  expect(rows[2]).toContain(`,,,'+1 650 ••• 0100,calls,`);
});

test('all of it, of all companies or of one', async () => {
  expect(await table()).toHaveLength(1 + 3 + 1_201);
  expect(await table('20')).toHaveLength(1 + 1_201);
  expect(await table('30')).toHaveLength(1);
  expect(await table('20', at + 1)).toHaveLength(1);
});

test('days are whole ones in the bot’s zone, both included, and never reach beyond now', () => {
  const zone = 'America/New_York';
  expect(spanOf('2026-11-01', '2026-11-20', zone, at)).toEqual({
    from: Date.UTC(2026, 10, 1, 4),
    to: Date.UTC(2026, 10, 21, 5),
  });
  expect(spanOf(undefined, undefined, zone, at)).toEqual({ from: 0, to: at });
  expect(spanOf('2026-11-01T00:00:00Z', '2027-01-01', zone, at)).toEqual({ from: Date.UTC(2026, 10, 1), to: at });
  for (const wrong of ['yesterday', '2026-02-30', '01.11.2026', '2026-11-01T00:00:00'])
    expect(() => spanOf(wrong, undefined, zone, at)).toThrow('--from');
});
