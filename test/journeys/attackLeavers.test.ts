/** Somebody who was dismissed: the extension deleted or disabled, but still in the chats, with digests, and with a permission that was asked for lately. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Chat } from '../sandbox/model.js';
import { watch } from './gained.js';
import { type Journey, startJourney } from './journey.js';
import { stored } from './stored.js';

const notYours = 'I answer only people of the company whose phone system I read.';
const minute = 60_000;
let journey: Journey;
let team: Chat;
let direct: Chat;

const dismissals = {
  deleted(id: string) {
    const { sandbox } = journey;
    const chats = sandbox.company.chats.filter(({ members }) => members.includes(id));
    sandbox.deleteExtension(id);
    // Whoever takes them out of the chats has not come to it yet.
    for (const chat of chats) if (!chat.members.includes(id)) chat.members.push(id);
  },
  disabled: (id: string) => journey.sandbox.setStatus(id, 'Disabled'),
  frozen: (id: string) => journey.sandbox.setStatus(id, 'Frozen'),
  unassigned: (id: string) => journey.sandbox.setStatus(id, 'Unassigned'),
} as const;

describe.each(Object.keys(dismissals) as (keyof typeof dismissals)[])('%s', (how) => {
  beforeAll(async () => {
    journey = await startJourney({ sandbox: { days: 10 } });
    await journey.covered();
    team = await journey.team('Sales floor', ['alice', 'bob', 'erin', 'heidi']);
    direct = journey.direct('heidi');
  });
  afterAll(() => journey.end());

  test('gets nothing any more, whatever the bot remembers of them', async () => {
    const { ids, ears, sandbox, clock } = journey;
    // She holds the permission, and the bot has just asked.
    expect(await journey.ask('heidi', direct, 'calls @erin last week')).toMatch(/^\* /m);
    await journey.ask('heidi', team, 'settings room details');
    await journey.ask('heidi', team, 'digest daily at 18:00 calls @bob yesterday');
    expect(await journey.ask('heidi', direct, 'digest daily at 18:00 calls @erin yesterday')).toContain('Digest 2');
    dismissals[how](ids.heidi);
    await journey.peopleRead();
    const [attack, before] = [await watch(journey), (await stored(journey.databaseFile, 'SELECT * FROM digests')).length];
    for (const chat of [direct, team]) {
      for (const line of [
        ...['calls @erin last week', 'calls me', 'page 2', 'whois @erin', 'audit all', 'audit me', 'privacy', 'status', 'help'],
        ...['settings room details', 'digest list', 'digest run 1', 'digest remove 1', 'digest daily at 9:00 calls @erin'],
      ]) {
        const told = await journey.ask('heidi', chat, line);
        if (line !== 'page 2') expect([line, told]).toEqual([line, notYours]);
      }
    }
    await attack.nothingGained();

    // Their digests fall silent, and say so to nobody else.
    const said = attack.said().length;
    await clock.move(8 * 60 * minute);
    const paused = () => stored(journey.databaseFile, 'SELECT * FROM digests WHERE paused = 1');
    await journey.bot.waitUntil('they are paused', async () => (await paused()).length === before);
    // Nobody opens a direct chat with somebody who is gone.
    if (how !== 'deleted') for (const _ of [1, 2]) expect((await ears.next(direct.id)).text).toContain('I paused your digest');
    await sandbox.settled();
    expect(attack.said().slice(said).join('\n')).not.toMatch(/ calls?\b.* · |\bon calls\b/);
  });

  test('and nobody else gets more of them than before', async () => {
    const attack = await watch(journey);
    const told = await journey.ask('alice', journey.direct('alice'), 'calls @heidi last week');
    if (how === 'deleted') expect(told).toContain('no longer with the company');
    expect(told.split('\n').filter((line) => line.startsWith('* '))).toEqual([]);
    expect(attack.said()).toHaveLength(1);
  });
});
