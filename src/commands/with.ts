/** `with`: everybody's calls with one number or person, as far as they may be listed here. */
import type { Ask } from '../bot/command/ask.js';
import { defineCommand } from '../bot/command/command.js';
import { numbered, shortNumbersIn } from '../bot/command/listed.js';
import { confidential, type Reply } from '../bot/command/reply.js';
import { refuse } from '../bot/command/sentences.js';
import type { World } from '../bot/command/world.js';
import { meant } from '../bot/understanding/meant.js';
import { formatDay } from '../core/calendar.js';
import type { ExtensionId, Span } from '../core/model.js';
import type { Part } from '../core/participation.js';
import type { CallQuestion } from '../core/question.js';
import { callerWords } from '../core/rendering/call.js';
import { historyAnswer } from '../core/rendering/history.js';
import { isWithheld } from '../core/rendering/number.js';
import { plain } from '../core/text.js';

export const withParty = defineCommand({
  name: 'with',
  aliases: ['history'],
  summary: 'the company’s calls with a number or person: when, who took it, how it ended, who spoke last, what is unreturned',
  usage: 'with <number | @person | name | #call> [period] [page N]',
  details: [
    'It tells of the calls of people whose calls I may list to you there; those of others are neither shown nor counted.',
    'A name is that of a colleague or queue, else one that came with a call you may list there. The number of a call in a list means its other party.',
    'Unreturned is the newest call from them that nobody took, where nobody has spoken with them since, either way.',
    'Left out, the period is all that is known. Who spoke last, and what is unreturned, is told whatever the period.',
  ],
  examples: [
    { say: 'with +1 650 555 0100', gives: 'who spoke with this caller, and whether a call back is due' },
    { say: 'with #1024', gives: 'the same of whoever call 1024 was with' },
    { say: 'with @bob last week', gives: 'the calls with him' },
  ],
  refusals: [
    { when: 'nobody is named', say: 'with', fault: 'one-party' },
    { when: 'it is a guest, who has no calls', say: 'with @gus', fault: 'guest' },
    { when: 'several people are called so', say: 'with Alice', fault: 'ambiguous' },
    { when: 'neither a colleague nor a caller is called so', say: 'with zebra', fault: 'unknown-party' },
    { when: 'there is no such call, or none the asker may see there', say: 'with #1024', fault: 'no-such-call' },
  ],
  takes: ['party', 'period', 'page'],
  about: 'history of a party',
  reads: true,
  async run(ask, world) {
    const found = await meant('with', ask, world);
    if ('reply' in found) return found.reply;
    const { counterpart, others, who, withheld } = await asked(found, ask, world);
    const extensions = others.flatMap((id) => world.directory.extensions.get(id) ?? []);
    const subjects = (await ask.listable(extensions)).map(({ id }) => id);
    const { pageSize } = world;
    const all: Span = { from: 0, to: ask.now };
    const period = ask.dated ? ask.period : { ...ask.period, ...known(ask, world) };
    const about = (span: Span, parts?: readonly Part[]): CallQuestion => ({
      subjects,
      filter: parts ? { parts } : {},
      span,
      counterpart,
    });
    const newest = (...parts: readonly Part[]) => world.calls.list(about(all, parts), 0, 1);
    const [talks, unanswered, totals, page] = await Promise.all([
      newest('answered', 'connected'),
      newest('missed', 'voicemail'),
      world.calls.totals(about(period.span)),
      world.calls.list(about(period.span), (ask.page - 1) * pageSize, pageSize),
    ]);
    const beganAt = ([call]: typeof talks) => call?.participations[0]?.startedAt ?? Number.NEGATIVE_INFINITY;
    const since = { from: beganAt(unanswered) + 1, to: ask.now };
    const wasSpoken = beganAt(talks) >= beganAt(unanswered);
    // By somebody whose own calls may not be listed here.
    const taken = wasSpoken ? [] : await world.calls.list(about(since, ['elsewhere']), 0, 1);
    const unreturned = wasSpoken || taken.length > 0 ? [] : unanswered;
    const lists = await numbered(world.calls, page, talks, unreturned, taken);
    const [calls = [], [lastTalk = null] = [], [due = null] = [], [takenSince = null] = []] = lists;
    const told = confidential(
      ...historyAnswer({
        who,
        totals,
        calls,
        spoken: lastTalk,
        unreturned: due,
        takenSince,
        period,
        page: ask.page,
        pageSize,
        coverage: world.coverage,
        directory: world.directory,
        numbers: ask.numbers,
        reference: { now: ask.now, locale: ask.locale },
      }),
    );
    const shown = [...calls, lastTalk, due, takenSince].flatMap((call) => call ?? []);
    const involved = shown.flatMap(({ participations }) => participations.map(({ extension }) => extension));
    const saw = [...new Set(involved)].filter((id) => id !== ask.asker.id);
    return {
      ...told,
      gave: 'list',
      saw,
      ...(counterpart.phoneNumber !== undefined && { number: counterpart.phoneNumber }),
      listed: shortNumbersIn(shown),
      ...(withheld && { moved: 'that number is shown in no room' }),
    };
  },
});

type Found = Exclude<Awaited<ReturnType<typeof meant>>, { readonly reply: Reply }>;

interface Asked {
  readonly counterpart: NonNullable<CallQuestion['counterpart']>;
  /** Whoever had a call with them. */
  readonly others: readonly ExtensionId[];
  readonly who: string;
  readonly withheld: boolean;
}

async function asked({ party, name }: Found, ask: Ask, { calls }: World): Promise<Asked> {
  const ofExtension = async (id: ExtensionId, name: string): Promise<Asked> => ({
    counterpart: { extensionId: id },
    others: await calls.withExtension(id),
    who: plain(name, 300),
    withheld: false,
  });
  if (party.kind === 'extension') return ofExtension(party.extension.id, party.extension.name);
  if (party.kind === 'person') {
    const { identity, person } = party;
    if ('extension' in identity) return ofExtension(identity.extension.id, identity.extension.name);
    throw refuse(identity.kind, person?.name ?? 'This person');
  }
  const owner = ask.known.owners.get(party.number);
  const extension = owner === undefined ? undefined : ask.known.extensions.get(owner);
  if (extension) return ofExtension(extension.id, extension.name);
  const withheld = isWithheld(party.number, ask.numbers);
  return {
    counterpart: { phoneNumber: party.number },
    others: await calls.withNumber(party.number),
    who: callerWords(party.number, name, withheld ? ask.numbersAlone : ask.numbers),
    withheld,
  };
}

/** All there is; how far back that goes stands where a period would. */
function known({ now, locale }: Ask, { coverage: { coveredFrom, kept } }: World): Pick<Ask['period'], 'span' | 'label'> {
  const from = Math.max(coveredFrom ?? 0, kept?.from ?? 0);
  const label = from === 0 ? 'all that is known' : `known since ${formatDay(from, { now, locale })}`;
  return { span: { from, to: now }, label };
}
