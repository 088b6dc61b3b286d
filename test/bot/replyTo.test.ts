/** No answer about somebody without an entry of it, and none of what could not be noted: told, refused or failed. */
import { expect, test } from 'vitest';
import { type Answering, answer } from '../../src/bot/answer.js';
import type { Command } from '../../src/bot/command/command.js';
import type { Reply } from '../../src/bot/command/reply.js';
import { refuse } from '../../src/bot/command/sentences.js';
import { replyTo } from '../../src/bot/replyTo.js';
import type { AuditEntry } from '../../src/core/audit.js';
import type { Chat, Post } from '../../src/core/chat.js';
import { Outage } from '../../src/core/errors.js';
import { accountId, chatId, extensionId, personId } from '../../src/core/model.js';
import { standardRules } from '../../src/core/rules.js';
import { directory } from './asked.js';

const now = 1_000_000;
const alice = personId('101');
const chat: Chat = { id: chatId('direct'), type: 'Direct', archived: false, members: [alice], readAt: now };
const locale = { zone: 'UTC', language: 'en-US', hour12: false };
const told: Reply = { lines: ['17 calls'], confidential: true };

function setting({ holder = false, run = async () => told, append }: Partial<Setting> = {}) {
  const entries: AuditEntry[] = [];
  const order: string[] = [];
  const command = (name: string, takes: Command['takes']): Command => ({
    name,
    takes,
    about: 'nothing',
    summary: '',
    usage: '',
    details: [],
    examples: [],
    refusals: [],
    reads: true,
    run: async () => {
      order.push('run');
      return run();
    },
  });
  const answering = {
    desk: {
      store: {
        directory: { read: async () => directory },
        chats: {
          chat: async () => chat,
          known: async () => [],
          persons: async () => new Map([[alice, { id: alice, name: 'Alice Chen', companyId: accountId('1') }]]),
          savePersons: async () => {},
          roomDetails: async () => true,
          roomSetting: async () => null,
        },
        profiles: { locale: async () => ({ locale, readAt: now }) },
        privacy: { hidden: async () => new Set() },
        audit: {
          async append(entry: AuditEntry) {
            await append?.();
            order.push('entry');
            entries.push(entry);
          },
        },
      },
      messenger: { self: personId('900') },
      reader: { holds: async () => holder, locale: async () => locale },
      commands: [command('calls', ['people', 'period']), command('whois', ['party']), command('status', [])],
      fallback: locale,
      rules: standardRules,
      numbers: { masked: 'rooms', never: [], knownHolder: () => false },
      access: { permission: 'FullCompanyCallLog', colleagues: 'totals', holders: [], managers: [] },
    },
    world: async () => ({}),
    last: new Map(),
    log: { debug() {}, info() {}, warn() {}, error() {} },
    metrics: { commandRun() {} },
    reference: () => 'r',
  } as unknown as Answering;
  const post = (text: string): Post => ({ id: 'p', chat: chat.id, creator: alice, text, mentions: [], createdAt: now });
  return {
    entries,
    order,
    reply: (text: string) => replyTo(post(text), chat, now, answering, { how: 'chat' }),
    posted: async (text: string) => (await answer(post(text), now, now, answering)).map((step) => step.text).join('\n'),
  };
}

interface Setting {
  readonly holder: boolean;
  readonly run: () => Promise<Reply>;
  readonly append: () => Promise<void>;
}

test('what was told is an entry, before anybody reads it', async () => {
  const { reply, entries, order } = setting({ holder: true });
  expect((await reply('calls Bob Ray yesterday'))?.reply.lines).toEqual(told.lines);
  expect(order).toEqual(['run', 'entry']);
  expect(entries).toMatchObject([
    { question: 'p', how: 'chat', at: now, asker: '101', chat: 'direct', chatType: 'Direct', subjects: ['103'], given: 'list' },
  ]);
  expect(entries[0]?.period?.label).toContain('yesterday');
});

test('what cannot be noted is not told', async () => {
  const { posted, order } = setting({ holder: true, append: () => Promise.reject(new Error('the disk is full')) });
  // Rejected, it is tried again: a full disk mends itself.
  await expect(posted('calls Bob Ray')).rejects.toThrow('the disk is full');
  expect(order).toEqual(['run']);
});

test('a refusal is an entry, with whom it was about, and a failure is none', async () => {
  const before = setting();
  await expect(before.reply('calls Bob Ray')).rejects.toMatchObject({ name: 'UserError' });
  expect(before.entries).toMatchObject([{ subjects: ['103'], given: 'nothing', refusal: expect.any(String) }]);
  expect(before.order).toEqual(['entry']);

  const later = setting({ holder: true, run: () => Promise.reject(refuse('no-page')) });
  await expect(later.reply('calls Bob Ray')).rejects.toMatchObject({ code: 'no-page' });
  expect(later.entries).toMatchObject([{ subjects: ['103'], given: 'nothing', refusal: 'no-page' }]);

  const down = setting({ holder: true, run: () => Promise.reject(new Outage('readExtension: 503', { status: 503 })) });
  await expect(down.reply('calls Bob Ray')).rejects.toBeInstanceOf(Outage);
  expect(down.entries).toEqual([]);
});

test('a refusal that cannot be noted is not told either', async () => {
  const { posted } = setting({ append: () => Promise.reject(new Error('the disk is full')) });
  await expect(posted('calls Bob Ray')).rejects.toThrow('the disk is full');
});

test('a number is kept masked, a person of whois is a subject, and what is about nobody leaves nothing', async () => {
  const { reply, entries } = setting();
  await reply('whois +1 650 555 0199');
  await reply('whois Bob Ray');
  await reply('status');
  expect(entries).toMatchObject([
    { command: 'whois', subjects: [], number: '+1 650 ••• 0199', given: 'profile' },
    { command: 'whois', subjects: ['103'], given: 'profile' },
  ]);
  expect(entries.every((entry) => !('period' in entry))).toBe(true);
});

test('a name that is nobody’s leaves nothing: there is no one whom it was about', async () => {
  const { reply, entries } = setting({ run: () => Promise.reject(refuse('unknown-party', 'zebra')) });
  await expect(reply('whois zebra')).rejects.toMatchObject({ code: 'unknown-party' });
  expect(entries).toEqual([]);
});

test('whoever’s call was told of is a subject, also where a number was asked about', async () => {
  const { reply, entries } = setting({ run: async () => ({ ...told, gave: 'last call', saw: [extensionId('104')] }) });
  await reply('whois +1 650 555 0199');
  expect(entries).toMatchObject([{ subjects: ['104'], given: 'last call' }]);
});
