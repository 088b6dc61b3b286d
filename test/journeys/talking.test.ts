/** The conversation, as people have it: who says what where, and what they see. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { seedCompany } from '../sandbox/company.js';
import type { Chat, Extension } from '../sandbox/model.js';
import { writePost } from '../sandbox/server/talking.js';
import { type Journey, startJourney } from './journey.js';
import { count } from './stored.js';

let journey: Journey;
let team: Chat;
const company = seedCompany(42);
const otherBot = { id: '999000222', type: 'Bot', status: 'Enabled', name: 'Helper', permissions: [] } as const;
const people = company.extensions.filter(({ type, status, deleted }) => type === 'User' && status === 'Enabled' && !deleted);
const [alice, bob, carol] = people as [Extension, Extension, Extension];
const gone = people[20] as Extension;
const support = company.extensions.find(({ type, name }) => type === 'Department' && name === 'Support') as Extension;
const marked = people.find(({ firstName }) => firstName === '*Bob*') as Extension;
const long = people.find(({ firstName = '' }) => firstName.length > 200) as Extension;
const twins = people.filter((one) => people.some((two) => two !== one && nameOf(two) === nameOf(one)));
const numberOf = ({ id }: Extension) => company.numbers.find(({ extensionId }) => extensionId === id)?.phoneNumber ?? '';

function nameOf({ firstName, lastName, name }: Extension): string {
  return name ?? [firstName, lastName].filter(Boolean).join(' ');
}

beforeAll(async () => {
  journey = await startJourney({ sandbox: { companies: [{ company }] } });
  // Somebody else's bot comes later: the platform tells of it, and people are read again.
  company.extensions.push({ ...otherBot });
  journey.sandbox.setStatus(otherBot.id, 'Enabled');
  await journey.sandbox.settled();
  await journey.clock.move(6_000);
  await journey.bot.waitUntil('the other bot is known', async () => {
    return (await count(journey.databaseFile, 'extensions', 'id = ?', otherBot.id)) === 1;
  });
  team = await journey.team('Sales floor', ['alice', 'bob', 'carol', 'dan', 'grace', otherBot.id]);
  await journey.covered();
});
afterAll(() => journey.end());

type Line = readonly [who: 'alice' | 'bob' | 'dan' | 'grace', where: 'team' | 'direct', says: string, sees: RegExp | string];

const talk = (lines: readonly Line[]) =>
  test.each(lines)('%s in the %s: %s', async (who, where, says, sees) => {
    const answer = await journey.ask(who, where === 'team' ? team : journey.direct(who), says);
    if (typeof sees === 'string') expect(answer).toContain(sees);
    else expect(answer).toMatch(sees);
  });

const all = `${nameOf(alice)}, ${nameOf(bob)} +3`;

describe('people, filters and pages', () => {
  const one = new RegExp(`^\\d+ calls · ${nameOf(bob)} · last week`);
  talk([
    ['alice', 'team', 'calls @bob last week', one],
    ['alice', 'team', `calls ${nameOf(bob)} last week`, one],
    ['alice', 'team', 'calls bob last week', one],
    ['alice', 'team', `calls last week ${bob.email}`, one],
    ['alice', 'team', `calls ${bob.extensionNumber} last week`, one],
    ['alice', 'team', `calls ext ${bob.extensionNumber} last week`, one],
    ['alice', 'team', 'calls me last week', `calls · ${nameOf(alice)} · last week`],
    ['alice', 'team', 'calls @bob @carol last week', `calls · ${nameOf(bob)}, ${nameOf(carol)} · last week`],
    ['alice', 'team', 'Calls Last Week', `calls · ${all} · last week`],
    ['alice', 'team', 'calls last week', /^Per person: /m],
    ['bob', 'direct', 'calls last week', one],
    ['alice', 'team', 'calls missed last week', `missed calls · ${all}`],
    ['alice', 'team', 'calls answered last week', `answered calls · ${all}`],
    ['alice', 'team', 'calls voicemail last week', /^\d+ calls? to voicemail · /],
    ['alice', 'team', 'calls unanswered last week', `unanswered calls · ${all}`],
    ['alice', 'team', 'calls inbound external last week', `inbound external calls · ${all}`],
    ['alice', 'team', 'calls outbound internal last week', /outbound internal calls? · /],
    ['alice', 'team', 'calls rang last week', /^\d+ calls that only rang · .*\nrang \d+ times for /],
    ['grace', 'direct', 'calls Support last week', /^\d+ calls · Support · last week .*\n.* answered/],
    ['alice', 'team', 'calls inbound outbound', 'cannot be both inbound and outbound'],
    ['dan', 'team', 'page 2', "I don't remember what you asked last here"],
    ['alice', 'direct', 'calls this month', 'ask again with **page 2**'],
  ]);

  test('the next page comes by itself, by number, and as part of the question', async () => {
    const direct = journey.direct('grace');
    const first = await journey.ask('grace', direct, 'calls @bob last 20 days');
    expect(first).toMatch(/\d+ more calls: ask again with \*\*page 2\*\*/);
    const second = await journey.ask('grace', direct, 'page 2');
    await journey.ask('grace', direct, 'calls @bob last 20 days');
    const next = await journey.ask('grace', direct, 'more');
    const whole = await journey.ask('grace', direct, 'calls @bob last 20 days page 2');
    const listed = (answer: string) => answer.split('\n').filter((line) => line.startsWith('* '));
    expect(listed(second)).toHaveLength(10);
    expect(listed(next)).toEqual(listed(second));
    expect(listed(whole)).toEqual(listed(second));
    expect(listed(first).some((line) => listed(second).includes(line))).toBe(false);
    expect(await journey.ask('grace', direct, 'page 99')).toContain('There is no page 99');
  });
});

describe('who somebody is', () => {
  const guest = company.visitors[0];
  const twin = company.visitors[4];
  talk([
    ['alice', 'team', 'whois @bob', `**${nameOf(bob)}** · colleague\next ${bob.extensionNumber}`],
    ['alice', 'team', 'whois @bob', `Person id ${bob.id}, extension id ${bob.id}`],
    ['alice', 'team', `whois ${bob.extensionNumber}`, `**${nameOf(bob)}** · colleague`],
    ['alice', 'team', `whois ${nameOf(bob)}`, `**${nameOf(bob)}** · colleague`],
    ['alice', 'team', `whois ${numberOf(bob)}`, new RegExp(`belongs to:\\n\\*\\*${nameOf(bob)}\\*\\* · colleague`)],
    ['alice', 'team', 'whois me', `**${nameOf(alice)}** · colleague`],
    ['alice', 'team', 'whois Support', /^\*\*Support\*\* · queue\n.*\n.*not a person\nAnswered by /],
    ['alice', 'team', `whois ${numberOf(support)}`, '**Support** · queue'],
    ['alice', 'team', 'whois @guest', `**${guest?.firstName} ${guest?.lastName}** · guest\nPerson id ${guest?.id}, no extension`],
    ['alice', 'team', 'whois @external', /^\*\*.+\*\* · external\nPerson id \d+, company id \d+, no extension here/],
    // His digits are those of one of ours, who is somebody else.
    [
      'alice',
      'team',
      'whois @twin',
      `**${twin?.firstName} ${twin?.lastName}** · external\nPerson id ${twin?.id}, company id ${twin?.companyId}`,
    ],
    ['alice', 'team', 'whois +1 650 555 0199', '**+1 650 ••• 0199** · outside\nNot a number of a colleague or queue'],
    ['dan', 'team', 'whois 020 7946 0958', '**+44 20 ••• 0958** · outside'],
    ['grace', 'direct', 'whois @bob', /^Last conversation: .*\d\d:\d\d, (inbound|outbound), /m],
    ['alice', 'team', 'whois Nobody Atall', 'nobody called "Nobody Atall"'],
    ['alice', 'team', 'whois', 'Tell me one person or number'],
    ['alice', 'team', `whois ${nameOf(twins[0] as Extension)}`, 'could be'],
  ]);
});

describe('help and standing', () => {
  talk([
    ['alice', 'team', 'help', /\*\*calls \[people…\].*\*\*whois .*\*\*status\*\*.*\*\*settings .*\*\*help /s],
    ['alice', 'direct', 'help calls', /^\*\*calls\*\*: .*Filters.*Periods/s],
    ['alice', 'team', 'help cals', 'Did you mean **help calls**?'],
    ['alice', 'team', 'status', /^All is well\.\n\* People: read .*\n\* Calls: as of .*\n\* Events of chats: active\n/],
    ['alice', 'team', 'settings', 'figures only'],
    ['alice', 'direct', 'settings room details', 'Room settings belong to a team'],
  ]);
});

describe('what cannot be answered gets one sentence that helps', () => {
  const [first, second] = twins as [Extension, Extension];
  talk([
    ['alice', 'team', '', "I'm listening"],
    ['alice', 'team', 'cals', 'Did you mean **calls**?'],
    ['alice', 'team', 'flurb', '**help** lists what I can do'],
    ['alice', 'team', '@bob last week', 'Put a command first'],
    ['bob', 'team', 'missed', 'Put a command first: **calls missed**'],
    ['bob', 'team', 'last week', 'Put a command first: **calls last week**'],
    ['alice', 'team', 'calls lst wek', 'Did you mean **last week**?'],
    ['alice', 'team', 'calls misssed', 'Did you mean **missed**?'],
    ['alice', 'team', 'calls bobb', `Did you mean ${nameOf(bob)} (ext ${bob.extensionNumber})?`],
    ['alice', 'team', 'calls zzyzx', 'nobody called "zzyzx"'],
    [
      'alice',
      'team',
      `calls ${nameOf(first)}`,
      new RegExp(
        `ext ${first.extensionNumber}.*ext ${second.extensionNumber}|ext ${second.extensionNumber}.*ext ${first.extensionNumber}`,
      ),
    ],
    ['alice', 'team', 'calls @guest', 'is a guest'],
    ['alice', 'team', 'calls @external', 'belongs to another company'],
    ['alice', 'team', 'calls @twin', 'belongs to another company'],
    ['alice', 'team', `calls ![:Person](${otherBot.id})`, 'Helper is a bot'],
    ['alice', 'team', 'calls 9 Sep to 3 Sep', 'ends before it begins'],
    ['alice', 'team', 'calls tomorrow', 'I can only look back'],
    ['alice', 'team', 'calls last 999 years', 'I can look back from 1 minute to 5 years'],
    ['alice', 'team', 'calls 31 Feb', 'cannot find that date'],
    ['alice', 'team', 'calls @', 'That mention is empty'],
    ['alice', 'team', 'calls ![:Person]()', 'That mention is empty'],
    ['alice', 'team', 'calls ![:Team](1)', 'leave the people out'],
    ['alice', 'team', 'calls everyone', 'leave the people out'],
    ['alice', 'team', 'calls last week page 0', 'Pages count from 1'],
    ['alice', 'team', 'status please now', 'does not take "please"'],
    ['alice', 'team', 'z'.repeat(9_900), 'longer than any question I understand'],
    ['alice', 'team', 'calls *bob* [x](http://e.vil) ![:Team](x)', /./],
  ]);

  test('somebody who has left is named as such', async () => {
    const { sandbox, clock } = journey;
    sandbox.deleteExtension(gone.id);
    await sandbox.settled();
    await clock.move(6_000);
    await journey.bot.waitUntil('people are read again', async () => {
      return (await count(journey.databaseFile, 'extensions', "id = ? AND status = 'Deleted'", gone.id)) === 1;
    });
    expect(await journey.ask('alice', team, `calls ${nameOf(gone)}`)).toContain('no longer with the company');
    // Team Messaging tells of them no more, and the digits alone prove nothing.
    expect(await journey.ask('alice', team, `calls ![:Person](${gone.id})`)).toContain('I cannot find that person');
    expect(await journey.ask('alice', team, `whois ${nameOf(gone)}`)).toContain('former colleague');
  });

  test('a post without text, in a direct chat', async () => {
    const { sandbox, ears, ids } = journey;
    const direct = journey.direct('bob');
    writePost(sandbox.world, sandbox.account, direct, ids.bob, {});
    expect((await ears.next(direct.id)).text).toContain("I'm listening");
  });
});

describe('what is none of its business', () => {
  test('other bots, itself, edits, removals and chatter get no answer', async () => {
    const { sandbox, ids, botId } = journey;
    const mention = `![:Person](${botId})`;
    sandbox.post(otherBot.id, team.id, `${mention} calls last week`);
    sandbox.post(botId, team.id, `${mention} help`);
    // That was the bot's own voice, not its answer.
    expect((await journey.ears.next(team.id)).text).toBe(`${mention} help`);
    const post = sandbox.post(ids.alice, team.id, 'calls today, anyone?');
    sandbox.editPost(team.id, post.id, `${mention} help`);
    sandbox.deletePost(team.id, post.id);
    sandbox.addToTeam(team.id, [ids.erin], ids.alice);
    sandbox.renameTeam(team.id, 'Sales *floor* ![:Team](1)');
    await sandbox.settled();
    expect(await journey.ask('alice', team, 'status')).toContain('All is well');
    sandbox.removeFromTeam(team.id, [ids.erin]);
  });

  test('what was asked in a thread is answered in it, what was not is not', async () => {
    const { sandbox, ears, ids } = journey;
    const root = sandbox.post(ids.bob, team.id, 'Who called us last week?');
    const reply = sandbox.post(ids.carol, team.id, 'No idea.', { parentPostId: root.id });
    journey.say('alice', team, 'calls last week', { parentPostId: reply.id });
    expect(await ears.next(team.id)).toMatchObject({ threadId: root.id, text: expect.stringContaining('last week') });
    journey.say('alice', team, 'calls @guest', { parentPostId: root.id });
    expect(await ears.next(team.id)).toMatchObject({ threadId: root.id, text: expect.stringContaining('guest') });
    journey.say('alice', team, 'help');
    expect(await ears.next(team.id)).not.toHaveProperty('threadId');
  });
});

test('names are text, whatever they contain', async () => {
  const direct = journey.direct('grace');
  const answer = await journey.ask('grace', direct, `calls ![:Person](${marked.id}) last 20 days`);
  expect(answer.split('\n')[0]).toMatch(/^\d+ calls · ∗Bob∗ .* · last 20 days$/);
  expect(await journey.ask('grace', direct, `calls ${long.extensionNumber} last week`)).toContain(
    `· ${nameOf(long)} · last week`,
  );
  const everybody = people.slice(0, 40).map(({ id }) => `![:Person](${id})`);
  for (const some of [everybody.slice(0, 12), everybody.slice(12, 24)]) {
    await journey.ask('grace', direct, `calls ${some.join(' ')} last 20 days`);
  }
  const said = company.chats.flatMap(({ id }) =>
    journey.sandbox.posts(id).filter(({ creatorId }) => creatorId === journey.botId),
  );
  const answers = said.map(({ text = '' }) => text).filter((text) => !text.startsWith('![:Person]'));
  expect(answers.length).toBeGreaterThan(80);
  for (const text of answers) {
    expect(text.length).toBeLessThan(10_000);
    expect(text).not.toMatch(/!\[|\]\(|<\/?(?:b|script)\b|(?<!\*)\*(?![* ])[^*]*\*(?!\*)|:\/\//);
    expect(text).toMatch(/^(?!(?:No|\d+) .*calls?\b)|^(?:No|\d+) (?:[a-z]+ )*calls?(?: [a-z, ]+)? · .+ · .+\n/);
  }
});
