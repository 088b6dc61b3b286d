/** What a question costs the platform, counted where the platform counts it. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Chat } from '../sandbox/model.js';
import { type Journey, startJourney } from './journey.js';

const minute = 60_000;
let journey: Journey;
let team: Chat;

beforeAll(async () => {
  journey = await startJourney();
  team = await journey.team('Sales floor', ['alice', 'bob', 'carol', 'grace']);
  await journey.covered();
  await journey.ask('alice', team, 'calls last week');
});
afterAll(() => journey.end());

/** Where call data stands the members are read by the bot itself too, in its own time: these readings are counted apart. */
const watches = ({ operationId, path }: { operationId?: string; path: string }) =>
  operationId === 'readGlipChatNew' && path.includes(team.id);
const readings = () => journey.sandbox.requests.filter(watches).length;

/** What the bot's own requests were meanwhile; jobs of the reader that happen to run on their beat are not among them. */
async function costOf(action: () => Promise<unknown>): Promise<string[]> {
  const before = journey.sandbox.requests.length;
  await action();
  await journey.sandbox.settled();
  const jobs = ['readCompanyCallLog', 'extractSyncAccountCallLog', 'listSubscriptions', 'readGlipPostsNew'];
  return journey.sandbox.requests
    .slice(before)
    .flatMap((request) => (jobs.includes(request.operationId ?? '?') || watches(request) ? [] : [request.operationId ?? '?']));
}

test.each([
  'calls last week',
  'calls @bob missed yesterday',
  'calls bob, carol rang this month',
  'calls me',
  'page 2',
  'whois @bob',
  'whois +1 650 555 0100',
  'help',
  'status',
  'settings',
  'cals',
])('%s costs one request: its answer', async (line) => {
  expect(await costOf(() => journey.ask('alice', team, line))).toEqual(['createGlipPostNew']);
});

test('what is not meant for it costs nothing', async () => {
  const { sandbox, ids } = journey;
  const cost = await costOf(async () => {
    for (let i = 0; i < 50; i += 1) sandbox.post(ids.bob, team.id, `calls are great, number ${i}`);
    const post = sandbox.post(ids.bob, team.id, journey.written('hi @alice'));
    sandbox.editPost(team.id, post.id, 'hi there');
    sandbox.deletePost(team.id, post.id);
  });
  expect(cost).toEqual([]);
  expect(sandbox.deliveries.filter(({ outcome }) => outcome !== 200)).toEqual([]);
});

test("somebody's first question costs one more, for how they read time", async () => {
  expect(await costOf(() => journey.ask('carol', team, 'calls'))).toEqual(['readExtension', 'createGlipPostNew']);
  expect(await costOf(() => journey.ask('carol', team, 'calls'))).toEqual(['createGlipPostNew']);
});

test('after five minutes the members are read again, for the question or before it', async () => {
  const before = readings();
  await journey.clock.move(5 * minute + 1);
  for (let i = 0; i < 3; i += 1) expect(await costOf(() => journey.ask('alice', team, 'calls'))).toEqual(['createGlipPostNew']);
  expect(readings() - before).toBeGreaterThanOrEqual(1);
  expect(readings() - before).toBeLessThanOrEqual(2);
});

test('an answer that moves to the direct chat costs that chat and a line here', async () => {
  const { sandbox, ids } = journey;
  const direct = journey.direct('alice');
  const room = await journey.team('Partners', ['alice', 'bob', 'guest']);
  const ask = async () => {
    const here = await journey.ask('alice', room, 'calls me last week');
    expect(here).toContain("I've answered you directly");
    expect((await journey.ears.next(direct.id)).text).toMatch(/^\d+ calls · Alice/);
  };
  await costOf(ask);
  expect(await costOf(ask)).toEqual(['createGlipConversationNew', 'createGlipPostNew', 'createGlipPostNew']);
  expect(sandbox.posts(room.id).filter(({ creatorId }) => creatorId === ids.alice)).toHaveLength(2);
});
