/** `digest`: a question that is asked again and again, on a schedule, and answered in this chat. */
import type { Ask } from '../bot/command/ask.js';
import { defineCommand } from '../bot/command/command.js';
import { confidential, type Reply, reply } from '../bot/command/reply.js';
import { refuse } from '../bot/command/sentences.js';
import type { World } from '../bot/command/world.js';
import { formatMoment, isZone } from '../core/calendar.js';
import type { Digest } from '../core/digest.js';
import { personOf } from '../core/identity.js';
import { type PersonId, personId } from '../core/model.js';
import { foreignWords } from '../core/rendering/number.js';
import { nextTimes, readSchedule } from '../core/schedule.js';
import { counted, plain, typed, zoneWords } from '../core/text.js';

const verbs = ['list', 'run', 'pause', 'resume', 'remove'] as const;
type Verb = (typeof verbs)[number];

type NameOf = (person: PersonId) => string;

const mention = /!\[:Person\]\(([\w-]+)\)/g;

const mostPerChat = 20;
const shortestGap = 15 * 60_000;

export const digest = defineCommand({
  name: 'digest',
  aliases: ['digests'],
  summary: 'a question asked on a schedule, answered in this chat',
  usage: 'digest <when> [in <zone>] <command> | list | run N | pause N | resume N | remove N',
  details: [
    'When: weekdays at 9:00, daily at 17:30, mondays at 8:30, monthly on the 1st at 8:00, hourly, or a cron line such as 0 9 ∗ ∗ 1-5.',
    'The zone is your own unless you name one. It asks in your name, with your rights, checked each time.',
    'After a time without me, a digest comes late, up to six hours, and says so.',
  ],
  examples: [
    { say: 'digest weekdays at 9:00 calls missed yesterday', gives: 'every weekday at nine, who missed what the day before' },
    { say: 'digest list', gives: 'the digests of this chat and when they come next' },
    { say: 'digest pause 1', gives: 'no more of digest 1 until you resume it' },
  ],
  refusals: [
    { when: 'it is not said when and what', say: 'digest daily', fault: 'digest-what' },
    { when: 'nobody knows when that is', say: 'digest sometimes calls yesterday', fault: 'digest-when' },
    { when: 'there is no such zone', say: 'digest daily at 9:00 in Utopia calls yesterday', fault: 'digest-zone' },
    { when: 'the command is no question', say: 'digest daily at 9:00 settings', fault: 'digest-command' },
    { when: 'it would change something', say: 'digest daily at 9:00 activity on', fault: 'digest-not-a-question' },
    { when: 'it would come too often', say: 'digest */5 * * * * calls', fault: 'digest-often' },
    { when: 'there are twenty already', say: 'digest daily at 9:00 calls', fault: 'digest-many', where: 'twenty digests' },
    { when: 'no number is given', say: 'digest pause', fault: 'digest-number' },
    { when: 'there is none of that number', say: 'digest pause 9', fault: 'digest-unknown' },
    { when: 'it is somebody else’s', say: 'digest remove 1', fault: 'digest-not-yours', where: 'Bob’s digest' },
    { when: 'it was run just now', say: 'digest run 1', fault: 'digest-too-soon', where: 'own digest', after: 'digest run 1' },
    { when: 'it stands in `bot.config.ts`', say: 'digest remove 1', fault: 'digest-configured', where: 'configured digest' },
    {
      when: 'it is due, and its owner has left the chat (told to the owner)',
      say: 'calls yesterday',
      fault: 'digest-owner-left',
      where: 'digest of somebody who left',
    },
  ],
  takes: ['line'],
  about: 'another command',
  reads: false,
  async run(ask, world) {
    const [first, ...rest] = ask.line;
    if (first === undefined) return list(ask, world);
    const verb = verbs.find((known) => known === first.toLowerCase());
    if (verb === 'list' && rest.length === 0) return list(ask, world);
    if (verb !== undefined && verb !== 'list') return change(verb, rest, ask, world);
    return create(ask, world);
  },
});

async function list(ask: Ask, world: World): Promise<Reply> {
  const digests = await world.digests.list();
  if (digests.length === 0)
    return reply(`No digests here yet. ${typed('digest weekdays at 9:00 calls missed yesterday')} makes one.`);
  const names = await world.digests.names(digests.flatMap(({ owner, say }) => [owner, ...mentionedIn(say)]));
  const nameOf = (person: PersonId) => names.get(person) ?? 'somebody';
  // It names people.
  return confidential(
    `${counted(digests.length, 'digest')} in this chat:`,
    ...digests.map((each) => `* ${line(each, ask, nameOf)}`),
  );
}

const mentionedIn = (say: string) => [...say.matchAll(mention)].map(([, id = '']) => personId(id));

function line(each: Digest, ask: Ask, nameOf: NameOf): string {
  const next = each.paused ? 'paused' : `next ${formatMoment(each.nextAt, referenceOf(each, ask))}`;
  const source = each.source === 'config' ? ', from the configuration' : '';
  return `${each.id}: ${typed(spoken(each.say, ask, nameOf))}, ${each.schedule} (${zoneWords(each.zone)}), ${next}, for ${plain(nameOf(each.owner))}${source}`;
}

/** A command line for the eye: mentions as names, since a list should notify nobody. */
function spoken(say: string, { numbers }: Ask, nameOf: NameOf): string {
  const readable = say.replace(mention, (_, id: string) => `@${nameOf(personId(id))}`);
  return plain(foreignWords(readable, numbers), 200);
}

const referenceOf = ({ zone }: Pick<Digest, 'zone'>, ask: Ask) => ({ now: ask.now, locale: { ...ask.locale, zone } });

async function create(ask: Ask, world: World): Promise<Reply> {
  const read = readSchedule(ask.line);
  if (!read) throw refuse(ask.line.length < 2 ? 'digest-what' : 'digest-when', ask.line.slice(0, 6).join(' '));
  const { zone, length } = zoneAfter(ask.line.slice(read.length), ask.locale.zone);
  const words = ask.line.slice(read.length + length);
  const [name] = words;
  if (name === undefined) throw refuse('digest-what');
  if (name.toLowerCase() === 'at') throw refuse('digest-when', ask.line.slice(0, 6).join(' '));
  const command = world.commands.find(
    (known) => known.name === name.toLowerCase() || known.aliases?.includes(name.toLowerCase()),
  );
  if (command && !command.reads) throw refuse('digest-command', name);
  const say = words.join(' ');
  const times = nextTimes(read.schedule, zone, ask.now, 4);
  const [nextAt] = times;
  if (nextAt === undefined) throw refuse('digest-when', read.schedule.words);
  if (times.some((time, index) => index > 0 && time - (times[index - 1] ?? 0) < shortestGap)) throw refuse('digest-often');
  if ((await world.digests.list()).length >= mostPerChat) throw refuse('digest-many');
  const preview = await world.digests.preview(say);
  const made = await world.digests.add({ ...read.schedule, schedule: read.schedule.words, zone, say, nextAt });
  const reference = referenceOf(made, ask);
  return {
    lines: [
      `Digest ${made.id}: ${made.schedule} (${zoneWords(zone)}).`,
      `Next: ${times
        .slice(0, 3)
        .map((time) => formatMoment(time, reference))
        .join(', ')}.`,
      'It will look like this:',
      ...preview.lines,
    ],
    confidential: preview.confidential,
    ...(preview.moved !== undefined && { moved: preview.moved }),
  };
}

function zoneAfter(words: readonly string[], own: string): { zone: string; length: number } {
  const [first, second] = words;
  if (first?.toLowerCase() === 'in' && second !== undefined) {
    if (!isZone(second)) throw refuse('digest-zone', second);
    return { zone: second, length: 2 };
  }
  return first !== undefined && (first.includes('/') || first === 'UTC') && isZone(first)
    ? { zone: first, length: 1 }
    : { zone: own, length: 0 };
}

async function change(verb: Exclude<Verb, 'list'>, rest: readonly string[], ask: Ask, world: World): Promise<Reply> {
  const [number, ...more] = rest;
  if (number === undefined || more.length > 0) throw refuse('digest-number', verb);
  const found = (await world.digests.list()).find(({ id }) => String(id) === number.replace(/^#/, ''));
  if (!found) throw refuse('digest-unknown', number);
  const isTheirs = found.owner === personOf(ask.asker.id);
  if (!isTheirs && !(await ask.holder())) throw refuse('digest-not-yours', world.access.permission);
  if (verb === 'run') {
    if (!(await world.digests.run(found.id))) throw refuse('digest-too-soon');
    return reply(`Digest ${found.id} comes now.`);
  }
  if (found.source === 'config' && verb !== 'resume') throw refuse('digest-configured');
  if (verb === 'remove') {
    await world.digests.remove(found.id);
    return reply(`Digest ${found.id} is gone.`);
  }
  const [nextAt = found.nextAt] = nextTimes(found, found.zone, ask.now, 1);
  await world.digests.change(found.id, { paused: verb === 'pause', nextAt });
  return reply(
    verb === 'pause'
      ? `Digest ${found.id} is paused; ${typed(`digest resume ${found.id}`)} brings it back.`
      : `Digest ${found.id} comes again: ${formatMoment(nextAt, referenceOf(found, ask))}.`,
  );
}
