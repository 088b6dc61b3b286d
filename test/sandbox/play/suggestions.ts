/** Questions worth asking, for each person: the names, numbers and queues in them have something to tell. */
import type { Extension, Story, Truth } from '../model.js';
import type { Sandbox } from '../server/sandbox.js';
import { displayName } from '../server/world.js';
import { truthOf } from '../truth.js';
import { queueFor } from './calls.js';
import { castOf } from './demo.js';

export interface Suggestions {
  readonly about: string;
  /** One that ends in `@…` still wants somebody's name, one in `#…` the number of a call. */
  readonly lines: readonly string[];
}

/** Further back than any suggestion asks. */
const lookedAt = 28 * 86_400_000;

const isOwn = ({ part, outsideTotals }: Truth) =>
  outsideTotals === undefined && !['rang', 'elsewhere', 'on behalf'].includes(part);

export function suggestionsFor(sandbox: Sandbox, personId: string): readonly Suggestions[] {
  const { company } = sandbox;
  const { dan, everybody } = castOf(sandbox);
  const stories = sandbox.stories.filter(({ startedAt }) => startedAt > sandbox.world.now() - lookedAt);
  const told = stories.map((story) => ({ story, who: truthOf(company, story).filter(isOwn) }));
  const mine = told.filter(({ who }) => who.some(({ extensionId }) => extensionId === personId));
  const partner = most(
    mine.flatMap(({ who }) => who.flatMap(({ extensionId: id }) => (id === personId ? [] : [id]))),
    everybody,
  );
  const caller = most(mine.flatMap(({ story }) => callerOf(story)));
  const nameOf = (id: string) => displayName(company.extensions.find((one) => one.id === id) as Extension);
  const queue = queueFor(company, personId, 'answers');
  return [
    { about: 'How is it going?', lines: ['summary last week', 'missed?', 'top by time last week', 'busy last month'] },
    {
      about: 'Who called whom?',
      lines: [
        'calls @… last week',
        ...(partner === undefined ? [] : [`between me and ${nameOf(partner)} last 4 weeks`]),
        ...(caller === undefined ? [] : [`with ${spaced(caller)}`]),
        `whois ${dan.extensionNumber}`,
      ],
    },
    {
      about: 'Says who?',
      lines: ['why #…', ...(queue === undefined ? [] : [`queue ${queue.name} last week`]), 'activity this week', 'explain'],
    },
    { about: 'Let it come to you', lines: ['digest weekdays at 9:00 calls missed yesterday', 'help'] },
  ];
}

/** The value that comes most often, of those that may be. */
function most(values: readonly string[], allowed?: readonly string[]): string | undefined {
  const counts = new Map<string, number>();
  for (const value of values)
    if (allowed === undefined || allowed.includes(value)) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort(([, one], [, other]) => other - one)[0]?.[0];
}

const spaced = (number: string) => number.replace(/^\+1(\d{3})(\d{3})(\d{4})$/, '+1 $1 $2 $3');

/** A caller from outside who lets their number be seen. */
const callerOf = ({ caller }: Story): readonly string[] =>
  'phoneNumber' in caller && !('anonymous' in caller) ? [caller.phoneNumber] : [];
