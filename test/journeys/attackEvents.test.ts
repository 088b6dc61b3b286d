/** Events nobody sent but an attacker: without a token, with a wrong or another's, with another's name, and true ones told again. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Chat } from '../sandbox/model.js';
import { type Watch, watch } from './gained.js';
import { type Journey, startJourney } from './journey.js';

let journey: Journey;
let team: Chat;
let direct: Chat;
let attack: Watch;

beforeAll(async () => {
  journey = await startJourney({ sandbox: { days: 10 } });
  await journey.covered();
  team = await journey.team('Sales floor', ['alice', 'bob']);
  direct = journey.direct('alice');
  await journey.ask('alice', direct, 'status');
});
afterAll(() => journey.end());
beforeEach(async () => {
  attack = await watch(journey);
});

const tokenOf = (who: 'bot' | 'reader') =>
  [...journey.sandbox.world.subscriptions.values()].find(({ extensionId }) => (extensionId === journey.botId) === (who === 'bot'))
    ?.verificationToken ?? '';

const post = (more: Record<string, unknown> = {}) => ({
  id: journey.sandbox.world.newId(),
  groupId: direct.id,
  creatorId: journey.ids.grace,
  type: 'TextMessage',
  text: journey.written('calls @erin last week'),
  eventType: 'PostAdded',
  creationTime: new Date(journey.clock.now()).toISOString(),
  ...more,
});

async function knock(body: object, token?: string, more: Record<string, unknown> = {}): Promise<number> {
  const response = await fetch(`${journey.bot.url}/bot/webhook`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token !== undefined && { 'verification-token': token }) },
    body: JSON.stringify({ uuid: randomUUID(), event: '/team-messaging/v1/posts', ownerId: journey.botId, body, ...more }),
  });
  await response.arrayBuffer();
  return response.status;
}

/** Nothing came of it: what is asked after it is answered first. */
async function nothingCame(): Promise<void> {
  expect(await journey.ask('alice', direct, 'status')).toContain('All is well');
  expect(attack.said()).toHaveLength(1);
  await attack.nothingGained();
}

const forged = (): readonly object[] => [
  post(),
  post({ groupId: team.id, text: `![:Person](${journey.botId}) settings room details` }),
  { ...chatBody(), eventType: 'GroupJoined' },
  { ...chatBody(), eventType: 'GroupLeft' },
  { extensionId: journey.botId, eventType: 'Delete', ownerId: journey.botId },
  { extensions: [{ extensionId: journey.ids.erin, eventType: 'Delete' }] },
];

const chatBody = () => ({ id: direct.id, type: 'PrivateChat', members: [journey.ids.grace, journey.botId], status: 'Active' });

describe('whoever has no token of ours', () => {
  test.each<[string, () => string | undefined]>([
    ['none', () => undefined],
    ['an empty one', () => ''],
    ['an invented one', () => randomUUID()],
    ['ours, cut by a character', () => tokenOf('bot').slice(0, -1)],
    ['ours, with one more', () => `${tokenOf('bot')}0`],
    [
      'ours in other letters',
      () =>
        tokenOf('bot')
          .toUpperCase()
          .replace(/^(.)/, (one) => (one === one.toLowerCase() ? `x${one}` : one.toLowerCase())),
    ],
    ['the secret of the app', () => 'bot-secret'],
    [
      'the token of the bot itself',
      () =>
        [...journey.sandbox.world.tokens.access.values()].find(({ extensionId }) => extensionId === journey.botId)?.accessToken,
    ],
  ])('%s: is refused, and nothing changes', async (_, token) => {
    for (const body of forged()) expect(await knock(body, token())).toBe(403);
    await nothingCame();
  });
});

test('with the token of the reader’s events nobody speaks for a chat, nor removes the bot', async () => {
  for (const body of forged()) expect(await knock(body, tokenOf('reader'))).toBe(200);
  await nothingCame();
});

describe('even where the token of our events were known', () => {
  test('a post in the name of somebody who is not in the chat is not answered as theirs', async () => {
    // In Alice's direct chat, as if Grace had asked there; and in a team Grace is not in.
    expect(await knock(post(), tokenOf('bot'))).toBe(200);
    expect(
      await knock(post({ groupId: team.id, text: `![:Person](${journey.botId}) settings room details` }), tokenOf('bot')),
    ).toBe(200);
    for (const chat of [direct, team])
      expect((await journey.ears.next(chat.id)).text).toContain('only people who are in this chat');
    await attack.nothingGained();
  });

  test('what an event says of the members opens nothing', async () => {
    for (const eventType of ['GroupJoined', 'GroupChanged'])
      expect(await knock({ ...chatBody(), eventType }, tokenOf('bot'))).toBe(200);
    expect(await knock(post(), tokenOf('bot'))).toBe(200);
    expect((await journey.ears.next(direct.id)).text).toContain('only people who are in this chat');
    const room = { id: team.id, type: 'PrivateChat', members: [journey.ids.alice, journey.botId], status: 'Active' };
    for (const eventType of ['GroupJoined', 'GroupChanged'])
      expect(await knock({ ...room, eventType }, tokenOf('bot'))).toBe(200);
    expect(await journey.ask('alice', team, 'calls @erin last week')).toContain('is not among them');
    await attack.nothingGained();
  });

  test('the end of somebody else is not the end of the bot', async () => {
    for (const id of [journey.ids.alice, '1', journey.sandbox.company.id]) {
      await knock({ extensionId: id, eventType: 'Delete', ownerId: id }, tokenOf('bot'));
      await knock({ extensionId: id, eventType: 'Delete', ownerId: id }, tokenOf('bot'), { ownerId: id });
    }
    await nothingCame();
  });
});

test('a true delivery told again, with other words or under another uuid, is no new question', async () => {
  const { sandbox } = journey;
  const uuid = randomUUID();
  const asked = post({ creatorId: journey.ids.alice, text: 'help' });
  expect(await knock(asked, tokenOf('bot'), { uuid })).toBe(200);
  await journey.ears.next(direct.id);
  for (const [body, more] of [
    [{ ...asked, text: 'settings' }, { uuid }],
    [{ ...asked, id: sandbox.world.newId(), text: 'settings' }, { uuid }],
    [{ ...asked, id: sandbox.world.newId(), groupId: team.id, text: `![:Person](${journey.botId}) status` }, { uuid }],
    [asked, {}],
    [{ ...asked, text: 'calls me last week' }, {}],
    [{ ...asked, creatorId: journey.ids.grace, text: 'calls @erin last week' }, {}],
  ] as const) {
    expect(await knock(body, tokenOf('bot'), more)).toBe(200);
  }
  expect(await journey.ask('alice', direct, 'status')).toContain('All is well');
  expect(attack.said()).toHaveLength(2);
});

test('a post that was edited into a question is none', async () => {
  const { sandbox, ids } = journey;
  const said = sandbox.post(ids.alice, team.id, 'good morning');
  sandbox.editPost(team.id, said.id, `![:Person](${journey.botId}) calls me last week`);
  await sandbox.settled();
  const asked = journey.say('alice', team, 'status');
  sandbox.editPost(team.id, asked.id, `![:Person](${journey.botId}) calls me last week`);
  await sandbox.settled();
  expect((await journey.ears.next(team.id)).text).toContain('All is well');
  await sandbox.settled();
  expect(attack.said()).toHaveLength(1);
  await attack.nothingGained();
});
