/** Webhook bodies as the platform sends them, and what they tell. */
import { expect, test } from 'vitest';
import { parseEvent } from '../../../src/adapters/ringcentral/event.js';

const at = Date.UTC(2026, 10, 3, 9);
const bot = '700100200';
const context = { at, isBot: (id: string) => id === bot };
const envelope = {
  uuid: '5550001',
  event: '/team-messaging/v1/posts',
  timestamp: '2026-11-03T08:59:59.000Z',
  subscriptionId: 's1',
  ownerId: bot,
};
const tell = (body: unknown, more: object = {}) => parseEvent({ ...envelope, ...more, body }, context);

const post = {
  id: '9001',
  groupId: '4400',
  type: 'TextMessage',
  text: `![:Person](${bot})  calls`,
  creatorId: '178',
  addedPersonIds: null,
  creationTime: '2026-11-03T08:59:58.000Z',
  lastModifiedTime: '2026-11-03T08:59:58.000Z',
  attachments: null,
  activity: null,
  mentions: [{ id: bot, type: 'Person', name: 'Switchboard' }],
  eventType: 'PostAdded',
};

test('a post', () => {
  expect(tell(post)).toEqual({
    uuid: '5550001',
    owner: bot,
    kind: 'post added',
    postType: 'TextMessage',
    post: {
      id: '9001',
      chat: '4400',
      creator: '178',
      text: `![:Person](${bot})  calls`,
      mentions: [{ id: bot, type: 'Person', name: 'Switchboard' }],
      createdAt: Date.UTC(2026, 10, 3, 8, 59, 58),
    },
  });
});

test.each([
  ['mentions: null', { mentions: null }, { mentions: [] }],
  ['no mentions at all', { mentions: undefined }, { mentions: [] }],
  [
    'a mention of a kind to come',
    { mentions: [{ id: 5, type: 'Hologram' }, null, {}] },
    { mentions: [{ id: '5', type: 'Hologram' }] },
  ],
  ['no text', { text: null }, { text: '' }],
  ['ids as numbers', { id: 9001, groupId: 4400, creatorId: 178 }, { id: '9001', chat: '4400', creator: '178' }],
  ['no time', { creationTime: undefined }, { createdAt: at }],
  ['in a thread', { parentPostId: '8000', threadId: 't1' }, { thread: '8000' }],
  ['in a thread by its id only', { threadId: 't1' }, { thread: 'thread:t1' }],
])('a post with %s', (_, part, expected) => {
  expect(tell({ ...post, ...part })).toMatchObject({ kind: 'post added', post: expected });
});

test('the kind of a post is told', () => {
  expect(tell({ ...post, type: 'PersonsAdded' })).toMatchObject({ kind: 'post added', postType: 'PersonsAdded' });
});

const team = {
  id: '4400',
  name: 'Sales',
  description: null,
  type: 'Team',
  status: 'Active',
  members: ['178', bot],
  isPublic: false,
};

test.each([
  ['GroupJoined', 'chat joined'],
  ['GroupLeft', 'chat left'],
  ['GroupChanged', 'chat changed'],
  ['GroupRenamed', 'chat changed'],
])('%s → %s, whatever the event is called', (eventType, kind) => {
  for (const event of ['/team-messaging/v1/chats', '/team-messaging/v1/groups', '/restapi/v1.0/glip/posts']) {
    expect(tell({ ...team, eventType }, { event })).toEqual({
      uuid: '5550001',
      owner: bot,
      kind,
      chat: { id: '4400', name: 'Sales', type: 'Team', archived: false, members: ['178', bot], readAt: at },
    });
  }
});

test.each([
  ['PrivateChat', 'Direct'],
  ['Direct', 'Direct'],
  ['PersonalChat', 'Personal'],
  ['Group', 'Group'],
  ['Everyone', 'Everyone'],
  ['Metaverse', 'Other'],
  ['constructor', 'Other'],
  [null, 'Other'],
])('a chat of type %s is %s', (type, expected) => {
  expect(tell({ ...team, name: null, members: null, type, eventType: 'GroupJoined' })).toMatchObject({
    chat: { type: expected },
  });
});

test('an archived team, and members unknown', () => {
  const told = tell({ ...team, status: 'Archived', members: undefined, eventType: 'GroupChanged' });
  expect(told).toMatchObject({ chat: { archived: true } });
  expect(told).not.toHaveProperty('chat.members');
});

test.each([
  ['the bot itself, of a bot of ours', { extensionId: bot, eventType: 'Delete', ownerId: bot }, bot, 'bot removed'],
  ['another extension, told to the bot', { extensionId: '178', eventType: 'Delete' }, bot, 'other'],
  ['the bot created', { extensionId: bot, eventType: 'Create', hints: ['ExtensionInfo'] }, bot, 'other'],
  ['somebody who is no bot of ours', { extensionId: '999', eventType: 'Delete' }, '999', 'directory changed'],
])('Delete and the like: %s', (_, body, ownerId, kind) => {
  expect(tell(body, { ownerId, event: `/restapi/v1.0/account/37/extension/${ownerId}` })).toMatchObject({ kind });
});

test('people and queues changed', () => {
  expect(tell({ extensions: [{ extensionId: '178', eventType: 'Update', hints: ['ExtensionInfo'] }] })).toMatchObject({
    kind: 'directory changed',
  });
  expect(tell({ contacts: [{ eventType: 'Create', id: '179', type: 'User' }] })).toMatchObject({ kind: 'directory changed' });
});

test.each([
  ['Setup', false],
  ['Proceeding', false],
  ['Answered', false],
  ['Disconnected', true],
  ['Gone', true],
  ['Singing', false],
])('a call whose party is %s: ended %s', (code, ended) => {
  const parties = [
    { id: 'p-1', extensionId: '178', status: { code: 'Answered' } },
    { id: 'p-2', status: { code } },
    { id: 'p-3', status: null },
    null,
  ];
  expect(tell({ sequence: 3, telephonySessionId: 's-1', parties, origin: { type: 'Call' } })).toMatchObject({
    kind: 'call moved',
    ended,
  });
});

test.each([
  [{ ...post, eventType: 'PostChanged' }, 'PostChanged'],
  [{ id: '9001', eventType: 'PostRemoved' }, 'PostRemoved'],
  [{ eventType: 'SomethingToCome', shape: {} }, 'SomethingToCome'],
  [{ ...post, groupId: undefined }, 'PostAdded'],
])('of no use here: %j', (body, eventType) => {
  expect(tell(body)).toEqual({ uuid: '5550001', owner: bot, kind: 'other', eventType });
});

test('a reminder of the subscription’s end', () => {
  expect(tell({ remainingTime: 60 }, { event: '/restapi/v1.0/subscription/~?threshold=60&interval=15' })).toMatchObject({
    kind: 'other',
    eventType: '/restapi/v1.0/subscription/~',
  });
});

test.each([
  [null],
  [[]],
  ['x'],
  [{}],
  [{ ...envelope }],
  [{ ...envelope, body: null }],
  [{ ...envelope, uuid: null, body: post }],
  [{ ...envelope, ownerId: '', body: post }],
])('no notification at all: %j', (wire) => {
  expect(parseEvent(wire, context)).toBeNull();
});
