/** What an answer leaves behind beside its posts: counts by command, and permissions that are not believed for ever. */
import { expect, test } from 'vitest';
import { type Answering, answer } from '../../src/bot/answer.js';
import type { Command } from '../../src/bot/command/command.js';
import { refuse } from '../../src/bot/command/sentences.js';
import { createOffice } from '../../src/bot/desks/office.js';
import type { Chat, Post } from '../../src/core/chat.js';
import { Outage } from '../../src/core/errors.js';
import { accountId, chatId, personId } from '../../src/core/model.js';
import type { AccountStore } from '../../src/ports.js';
import { directory } from './asked.js';
import { messengerOf, quietOffice, readerOf, unmeasured } from './quiet.js';

const room = chatId('room');
const alice = personId('101');
const company = accountId('1');

/** A direct chat of Alice's, two commands, and what was counted. */
function office(run: Command['run'] = async () => ({ lines: ['done'], confidential: false })) {
  let at = 1_000_000;
  let held = true;
  let asked = 0;
  const counted: string[] = [];
  const chat: Chat = { id: room, type: 'Direct', archived: false, members: [alice], readAt: at } as unknown as Chat;
  const locale = { zone: 'UTC', language: 'en-US', hour12: false };
  const store = {
    directory: { read: async () => directory },
    chats: {
      chat: async () => ({ ...chat, readAt: at }),
      persons: async () => new Map([[alice, { id: alice, name: 'Alice Chen', companyId: company }]]),
      savePersons: async () => {},
      roomSetting: async () => 'details',
      known: async () => [],
    },
    profiles: { locale: async () => ({ locale, readAt: at }) },
    state: { callSync: async () => ({}) },
    calls: { recounting: async () => null },
    digests: {},
    privacy: { hidden: async () => new Set() },
    audit: { append: async () => {} },
  } as unknown as AccountStore;
  const command = (name: string, takes: Command['takes'], aliases: readonly string[] = []): Command =>
    ({
      name,
      aliases,
      takes,
      summary: '',
      usage: '',
      details: [],
      examples: [],
      refusals: [],
      about: 'nothing',
      reads: true,
      run,
    }) as Command;
  const answeringFor = createOffice({
    ...quietOffice({ account: () => store, clock: { now: () => at }, fallback: locale }),
    readerOf: () =>
      readerOf(locale, async () => {
        asked += 1;
        return held;
      }),
    commands: [command('calls', ['people', 'filter', 'period', 'page'], ['call']), command('status', [])],
    log: { debug() {}, info() {}, warn() {}, error() {} },
    metrics: { ...unmeasured, commandRun: (name, outcome) => void counted.push(`${name} ${outcome}`) },
  });
  const answering: Answering = answeringFor(company, messengerOf(personId('900')));
  const post = (text: string): Post => ({ id: '1', chat: room, creator: alice, text, mentions: [], createdAt: at });
  return {
    counted,
    asked: () => asked,
    later: (ms: number) => {
      at += ms;
    },
    take: () => {
      held = false;
    },
    say: async (text: string) => (await answer(post(text), at, at, answering))[0]?.text ?? '',
  };
}

test.each<[string, string, string]>([
  ['a question', 'calls', 'calls answered'],
  ['another name of it, and nobody', 'call nobody-by-this-name', 'calls refused'],
  ['a page that is none', 'calls page 0', 'calls refused'],
  ['words too many', 'status of everything', 'status refused'],
  ['far too long', `calls ${'x'.repeat(600)}`, 'calls refused'],
  ['no command', 'what is this', 'none refused'],
  ['nothing', '', 'none refused'],
  ['the next page of nothing', 'page 2', 'none refused'],
])('%s counts by the command it begins with', async (_, text, counted) => {
  const { say, counted: counts } = office();
  await say(text);
  expect(counts).toEqual([counted]);
});

test.each<[Error, string]>([
  [new Outage('readExtension: 503', { status: 503 }), 'calls outage'],
  [new TypeError('ours'), 'calls failed'],
  [refuse('no-people-yet'), 'calls refused'],
])('a command that fails with %s counts as %s', async (fault, counted) => {
  const { say, counted: counts } = office(() => Promise.reject(fault));
  await say('calls');
  expect(counts).toEqual([counted]);
});

test('a permission is believed for five minutes, and not at all after the clock was set back', async () => {
  const { say, asked, later, take } = office();
  expect(await say('calls Bob Ray')).toBe('done');
  later(4 * 60_000);
  expect(await say('calls Bob Ray')).toBe('done');
  expect(asked()).toBe(1);
  take();
  later(-2 * 3_600_000);
  expect(await say('calls Bob Ray')).toContain('FullCompanyCallLog permission');
  expect(asked()).toBe(2);
});
