/** Who sees what, and where: totals, lists, the direct chat, and nothing at all where somebody from outside reads along. */
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Chat } from '../sandbox/model.js';
import { type Journey, startJourney } from './journey.js';

let journey: Journey;
const figures = /\d+ (answered|missed|made|calls)|on calls/;
const list = (answer: string) => answer.split('\n').filter((line) => line.startsWith('* '));

beforeAll(async () => {
  journey = await startJourney();
  await journey.covered();
});
afterAll(() => journey.end());

const nameOf = (who: 'alice' | 'bob' | 'erin') => {
  const { firstName, lastName } = journey.sandbox.company.extensions.find(({ id }) => id === journey.ids[who]) ?? {};
  return `${firstName} ${lastName}`;
};

describe('a team of colleagues', () => {
  let team: Chat;
  beforeAll(async () => {
    team = await journey.team('Sales floor', ['alice', 'bob', 'carol', 'grace']);
  });

  test('shows figures of its members, and lists of nobody but the asker', async () => {
    const others = await journey.ask('alice', team, 'calls @bob last week');
    expect(others).toMatch(figures);
    expect(list(others)).toEqual([]);
    expect(list(await journey.ask('alice', team, 'calls last week'))).toEqual([]);
    expect(list(await journey.ask('alice', team, 'calls @alice @bob last week'))).toEqual([]);
    expect(list(await journey.ask('alice', team, 'calls me last week')).length).toBeGreaterThan(0);
    // Whoever may read everything does so alone, not before the others.
    expect(list(await journey.ask('grace', team, 'calls @bob last week'))).toEqual([]);
  });

  test('says nothing there of colleagues who are not in it', async () => {
    for (const line of ['calls @erin last week', 'calls @alice @erin last week']) {
      const answer = await journey.ask('alice', team, line);
      expect(answer).toContain(`${nameOf('erin')} is not among them`);
      expect(answer).toContain('needs the FullCompanyCallLog permission in your RingCentral role');
      expect(answer).not.toMatch(figures);
      // Whoever may know it is told alone.
      expect(await journey.ask('grace', team, line)).toBe(
        "I've answered you directly, because not everybody in this chat may see that.",
      );
      const told = (await journey.ears.next(journey.direct('grace').id)).text ?? '';
      expect(told).toContain(nameOf('erin'));
      expect(list(told).length).toBeGreaterThan(0);
    }
    // A digest is no way round: what it will look like is for her alone, too.
    const here = await journey.ask('grace', team, 'digest daily at 9:00 calls @erin last week');
    expect(here).toContain("I've answered you directly");
    expect((await journey.ears.next(journey.direct('grace').id)).text).toContain(nameOf('erin'));
  });

  test('is opened for lists by whoever may read the company call log, and by nobody else', async () => {
    expect(await journey.ask('alice', team, 'settings room details')).toContain('needs the FullCompanyCallLog permission');
    expect(list(await journey.ask('alice', team, 'calls @bob last week'))).toEqual([]);
    await journey.ask('grace', team, 'settings room details');
    expect(list(await journey.ask('alice', team, 'calls @bob last week')).length).toBeGreaterThan(0);
    expect(await journey.ask('alice', team, 'calls @erin last week')).toContain('is not');
    await journey.ask('grace', team, 'settings room totals');
    expect(list(await journey.ask('alice', team, 'calls @bob last week'))).toEqual([]);
    expect(await journey.ask('grace', team, 'settings room private')).toContain('to everybody only their own calls');
    expect(await journey.ask('alice', team, 'calls @bob last week')).toContain('everybody sees only their own calls');
    expect(await journey.ask('alice', team, 'calls last week')).toMatch(new RegExp(`^\\d+ calls · ${nameOf('alice')} · `));
    await journey.ask('grace', team, 'settings room details');
  });

  test('falls silent once a guest is added, and speaks again once they are gone', async () => {
    const { sandbox, ids } = journey;
    const direct = journey.direct('alice');
    const before = list(await journey.ask('alice', team, 'calls @bob last week'));
    expect(before.length).toBeGreaterThan(0);
    sandbox.addToTeam(team.id, [ids.guest], ids.alice);
    await sandbox.settled();
    const here = await journey.ask('alice', team, 'calls me last week');
    expect(here).toContain('somebody from outside the company is in this chat');
    expect(here).not.toMatch(figures);
    expect((await journey.ears.next(direct.id)).text).toMatch(figures);
    sandbox.removeFromTeam(team.id, [ids.guest]);
    await sandbox.settled();
    expect(list(await journey.ask('alice', team, 'calls @bob last week'))).toEqual(before);
  });
});

test('an event from before the guest came, delivered again, opens nothing', async () => {
  const { sandbox, bot, botId, ids } = journey;
  const team = await journey.team('Since the guest', ['alice', 'bob']);
  sandbox.addToTeam(team.id, [ids.guest], ids.alice);
  await sandbox.settled();
  const [subscription] = [...sandbox.world.subscriptions.values()].filter(({ extensionId }) => extensionId === botId);
  const before = { id: team.id, type: 'Team', status: 'Active', members: [ids.alice, ids.bob, botId] };
  for (const eventType of ['GroupChanged', 'GroupJoined']) {
    await fetch(`${bot.url}/bot/webhook`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'verification-token': subscription?.verificationToken ?? '' },
      body: JSON.stringify({
        uuid: `old ${eventType}`,
        event: '/team-messaging/v1/chats',
        ownerId: botId,
        body: { ...before, eventType },
      }),
    });
  }
  expect((await journey.ears.next(team.id)).text).toContain('Hello!');
  expect(await journey.ask('alice', team, 'calls @bob last week')).toContain('somebody from outside the company is in this chat');
  expect((await journey.ears.next(journey.direct('alice').id)).text).toMatch(figures);
});

describe('a direct chat', () => {
  test('tells one’s own calls, figures of teammates, and everything only to whoever may read the company call log', async () => {
    const own = journey.direct('alice');
    expect(list(await journey.ask('alice', own, 'calls last week')).length).toBeGreaterThan(0);
    for (const line of ['calls @bob last week', 'calls me and @bob last week']) {
      const answer = await journey.ask('alice', own, line);
      expect(answer).toMatch(figures);
      expect(list(answer)).toEqual([]);
    }
    for (const line of ['calls @erin last week', 'calls me and @erin last week', 'calls @bob @erin', 'calls erin']) {
      const answer = await journey.ask('alice', own, line);
      expect(answer).toContain(`${nameOf('erin')} is not among those I may show you here`);
      expect(answer).not.toContain(nameOf('bob'));
      expect(answer).not.toMatch(figures);
    }
    for (const who of ['grace', 'heidi'] as const) {
      const answer = await journey.ask(who, journey.direct(who), 'calls @bob last week');
      expect(list(answer).length).toBeGreaterThan(0);
    }
  });

  test('tells nobody that they lack a permission because RingCentral could not be asked', async () => {
    const { sandbox, clock } = journey;
    const direct = journey.direct('grace');
    await clock.move(6 * 60_000);
    sandbox.faults.fail('checkUserPermission', 503, { times: 4 });
    expect(await journey.ask('grace', direct, 'calls @erin last week')).toContain('RingCentral does not answer me right now');
    sandbox.faults.clear();
    expect(list(await journey.ask('grace', direct, 'calls @erin last week')).length).toBeGreaterThan(0);
  });

  test('notices within minutes that the permission was taken away', async () => {
    const { sandbox, clock, ids } = journey;
    const direct = journey.direct('heidi');
    expect(await journey.ask('heidi', direct, 'calls @erin last week')).toMatch(figures);
    const heidi = sandbox.company.extensions.find(({ id }) => id === ids.heidi) as { permissions?: readonly string[] };
    const had = heidi.permissions ?? [];
    heidi.permissions = had.filter((permission) => permission !== 'FullCompanyCallLog');
    await clock.move(6 * 60_000);
    expect(await journey.ask('heidi', direct, 'calls @erin last week')).toContain('needs the FullCompanyCallLog permission');
    heidi.permissions = had;
  });
});

describe('a room with somebody from outside in it', () => {
  test.each(['guest', 'external', 'twin'] as const)(
    'with the %s: one line there, the answer in the direct chat',
    async (visitor) => {
      const room = await journey.team(`With the ${visitor}`, ['alice', 'bob', 'grace', visitor]);
      const lines = {
        'calls last week': figures,
        'calls @bob missed last week': /^(\d+|No) missed calls? · /,
        'calls me': / · today$/m,
        'whois @bob': /· colleague/,
      };
      for (const [line, sees] of Object.entries(lines)) {
        const here = await journey.ask('alice', room, line);
        expect(here).toBe("I've answered you directly, because somebody from outside the company is in this chat.");
        expect((await journey.ears.next(journey.direct('alice').id)).text).toMatch(sees);
      }
      // Figures only also there: moving the answer gives her no more than the room would.
      await journey.ask('alice', room, 'calls @bob last week');
      expect(list((await journey.ears.next(journey.direct('alice').id)).text ?? '')).toEqual([]);
      await journey.ask('grace', room, 'calls @bob last week');
      expect(list((await journey.ears.next(journey.direct('grace').id)).text ?? '').length).toBeGreaterThan(0);
    },
  );

  test('an opened room stays closed while they are in it', async () => {
    const room = await journey.team('Half open', ['alice', 'bob', 'grace', 'guest']);
    await journey.ask('grace', room, 'settings room details');
    const here = await journey.ask('alice', room, 'calls @bob last week');
    expect(here).not.toMatch(figures);
    expect(list((await journey.ears.next(journey.direct('alice').id)).text ?? '')).toEqual([]);
  });

  test('where a direct chat cannot be opened, the asker is sent there', async () => {
    const { sandbox } = journey;
    const room = await journey.team('Shut', ['bob', 'guest']);
    sandbox.faults.fail('createGlipConversationNew', 403);
    const here = await journey.ask('bob', room, 'calls last week');
    expect(here).toContain('Please write to me directly');
    expect(here).not.toMatch(figures);
  });

  test.each(['guest', 'external', 'twin'] as const)('the %s gets nothing, wherever they ask', async (visitor) => {
    const room = await journey.team(`Asked by the ${visitor}`, ['alice', 'bob', visitor]);
    const direct = journey.direct(visitor);
    for (const chat of [room, direct]) {
      for (const line of ['calls last week', 'calls @bob last week', 'whois @bob', 'calls me', 'status', 'settings']) {
        const answer = await journey.ask(visitor, chat, line);
        expect(answer).toBe('I answer only people of the company whose phone system I read.');
      }
    }
  });
});

describe('rooms that are not for calls', () => {
  afterEach(async () => {
    await journey.sandbox.settled();
  });

  test('Everyone: one line, and one’s own calls in the direct chat', async () => {
    const everyone = journey.sandbox.company.chats.find(({ type }) => type === 'Everyone') as Chat;
    expect(await journey.ask('alice', everyone, 'calls last week')).toBe(
      "I've answered you directly, because this chat is for the whole company.",
    );
    const { text = '' } = await journey.ears.next(journey.direct('alice').id);
    expect(text).toMatch(new RegExp(`^\\d+ calls · ${nameOf('alice')} · `));
    expect(await journey.ask('alice', everyone, 'calls @bob last week')).toContain('Not in a chat of the whole company');
    expect(await journey.ask('alice', everyone, 'help')).toContain('**calls');
  });

  test('an archived team: nothing can be posted there, and nothing leaks elsewhere', async () => {
    const { sandbox, clock, bot, botId } = journey;
    const team = await journey.team('Old floor', ['alice', 'bob']);
    sandbox.archiveTeam(team.id);
    await clock.move(6 * 60_000);
    const before = journey.lines.length;
    journey.say('alice', team, 'calls @bob last week');
    await bot.waitUntil('the answer is given up', () => journey.lines.slice(before).some((line) => line.includes('given up')));
    const said = sandbox.posts(team.id).filter(({ creatorId }) => creatorId === botId);
    expect(said).toHaveLength(1);
    // What the asker may know reached her where she can read it.
    expect((await journey.ears.next(journey.direct('alice').id)).text).toContain(nameOf('bob'));
    expect(await journey.ask('alice', journey.direct('alice'), 'status')).toContain('All is well');
  });
});
