/** A question in a chat that cannot be read just now: a word where one helps, another attempt where it is better, never both. */
import { expect, test } from 'vitest';
import { type Answering, answer } from '../../src/bot/answer.js';
import type { Chat } from '../../src/core/chat.js';
import { Outage } from '../../src/core/errors.js';
import { chatId, personId } from '../../src/core/model.js';
import type { AccountStore } from '../../src/ports.js';
import { messengerOf } from './quiet.js';

const self = personId('900');
const now = Date.UTC(2025, 8, 17, 16);
const log = { debug() {}, info() {}, warn() {}, error() {} };
const nobody = () => Promise.reject(new Error('not in this test'));
const known = (type: Chat['type']): Chat => ({ id: chatId('1'), type, archived: false, members: [], readAt: now - 3_600_000 });

/** What is posted to a question, where the chat was last read an hour ago and cannot be read now. */
async function posted(text: string, chat: Chat | null, fault: Error): Promise<readonly string[]> {
  const messenger = messengerOf(self, { chat: () => Promise.reject(fault) });
  const store = { chats: { chat: async () => chat } } as unknown as AccountStore;
  const locale = { zone: 'UTC', language: 'en-US', hour12: false };
  const desk = { store, messenger, reader: null, commands: [], fallback: locale, permission: 'FullCompanyCallLog' };
  const answering = { desk, log, world: nobody, last: new Map(), reference: () => 'r' } as unknown as Answering;
  const post = { id: '1', chat: chatId('1'), creator: personId('101'), text, mentions: [], createdAt: now };
  const steps = await answer(post, now, now, answering);
  return steps.map((step) => step.text);
}

const mention = `![:Person](${self}) calls today`;
const down = new Outage('readGlipChatNew: 503', { status: 503 });
const word = ['RingCentral does not answer me right now. Please ask again in a few minutes.'];

test.each<[string, string, Chat | null, Outage]>([
  ['by mention', mention, known('Team'), down],
  ['by mention in a chat never read', mention, null, down],
  ['in a direct chat', 'calls today', known('Direct'), down],
  ['where there was no answer', mention, null, new Outage('readGlipChatNew: no answer')],
  ['where the answer was not understood', mention, null, new Outage('readGlipChatNew: ?', { status: 200, code: 'malformed' })],
  ['where the limit stays for long', mention, null, new Outage('limit', { status: 429, retryAt: now + 600_000 })],
])('a word: asked %s', async (_, text, chat, fault) => {
  expect(await posted(text, chat, fault)).toEqual(word);
});

test.each<[string, string, Chat | null, Error]>([
  ['it may not be for the bot', 'calls today', null, down],
  ['it is not for the bot', 'calls today', known('Team'), down],
  ['the limit opens soon', mention, null, new Outage('limit', { status: 429, retryAt: now + 30_000 })],
  ['the chat is gone', mention, null, new Outage('readGlipChatNew: 404', { status: 404 })],
  ["the bot's token is dead", mention, null, new Outage('readGlipChatNew: 401', { status: 401 })],
  ['the fault is our own', mention, null, new Error('the store failed')],
])('no word: %s', async (_, text, chat, fault) => {
  await expect(posted(text, chat, fault)).rejects.toBe(fault);
});
