/** Tells one call from beginning to end: who dialled whom, where it overflowed, who handed it on, who listened in. */
import type { ExtensionId, Instant } from '../../../src/core/model.js';
import type { Choices } from './choices.js';
import { type Company, queueOf } from './company.js';
import { ring } from './ringing.js';
import type { Aside, Outsider, Stage, Story } from './story.js';

const plots = [
  'person',
  'queue',
  'inside person',
  'inside queue',
  'outside',
  'person',
  'queue',
  'overflow',
  'inside person',
  'outside',
  'on behalf',
  'person then queue',
  'queue then person',
  'warm',
  'odd',
] as const;

/** Nights on which clocks change, and an ordinary day. */
const evenings: readonly Instant[] = [
  Date.UTC(2026, 10, 20, 14),
  Date.UTC(2026, 10, 1, 3),
  Date.UTC(2026, 2, 8, 4),
  Date.UTC(2026, 2, 28, 22),
  Date.UTC(2026, 9, 24, 22),
];

const outsiders: readonly Outsider[] = [
  { number: '+12155550177', name: 'CALLER PHILA PA' },
  { number: '+442079460018' },
  { name: 'Anonymous' },
  { number: '+3351234XXXX' },
  { number: '+14155550123', name: 'Ada Byron' },
];

/** One conversation, or two where one is a warm transfer of the other. */
export function tell(c: Choices, company: Company, number: number): readonly Story[] {
  const plot = c.one(plots);
  const outsider = c.one(outsiders);
  const at = c.one(evenings) + c.below(8 * 3_600_000);
  const base = { number, at, outsider, asides: [], kind: 'call' } as const;
  const person = () => c.one(company.people).id;
  const queue = () => c.one(company.queues).id;
  const other = (not: readonly ExtensionId[]) => c.one(company.people.filter(({ id }) => !not.includes(id))).id;
  switch (plot) {
    case 'person':
      return [follow(c, company, base, [person()])];
    case 'queue':
      return [follow(c, company, base, [queue()])];
    case 'overflow':
      return [
        follow(
          c,
          company,
          base,
          c.rarely(2) ? [...company.queues].reverse().map(({ id }) => id) : company.queues.slice(0, 2).map(({ id }) => id),
        ),
      ];
    case 'person then queue':
      return [follow(c, company, base, [person(), queue()])];
    case 'queue then person':
      return [follow(c, company, base, [queue(), person()])];
    case 'inside person': {
      const dialler = person();
      return [follow(c, company, { ...base, dialler }, [other([dialler])])];
    }
    case 'inside queue':
      return [
        follow(
          c,
          company,
          { ...base, dialler: person() },
          c.rarely(3) ? company.queues.slice(0, 2).map(({ id }) => id) : [queue()],
        ),
      ];
    case 'outside': {
      return [callOut(c, company, { ...base, dialler: person(), ...(c.rarely(4) && { ringOut: true }) })];
    }
    case 'on behalf': {
      const boss = person();
      return [callOut(c, company, { ...base, dialler: other([boss]), boss })];
    }
    case 'warm':
      return warm(c, company, { ...base }, person());
    case 'odd':
      return [odd(c, base, person())];
  }
}

type Beginning = Pick<Story, 'number' | 'at' | 'outsider' | 'asides' | 'kind' | 'dialler' | 'boss' | 'ringOut'>;

/** Calls one after the other until somebody picks up, then lets them hand it on. */
function follow(c: Choices, company: Company, beginning: Beginning, targets: readonly ExtensionId[]): Story {
  const stages: Stage[] = [];
  const busy = beginning.dialler === undefined ? [] : [beginning.dialler];
  for (const [nth, called] of targets.entries()) {
    const before = stages.at(-1);
    if (before?.talk) break;
    const at = before ? before.until + c.between(20, 300) : beginning.at + (busy.length > 0 ? c.between(10, 400) : 0);
    const goesOn = nth < targets.length - 1;
    stages.push(ring(c, company, { called, at, why: before ? 'overflow' : 'dialled', busy, goesOn }));
  }
  handOn(c, company, stages, busy);
  const until = Math.max(...stages.map((stage) => stage.until));
  return { ...beginning, stages, until, asides: asidesOf(c, company, stages) };
}

/** Whoever has the call hands it on, and whoever they hand it to, up to three times. */
function handOn(c: Choices, company: Company, stages: Stage[], busy: readonly ExtensionId[], holder?: ExtensionId): void {
  for (let times = 0; times < 3 && c.rarely(4); times += 1) {
    const before = stages.at(-1);
    const by = before?.talk?.who ?? (before === undefined ? holder : undefined);
    if (by === undefined || !before?.talk) return;
    const { talk } = before;
    const everyone = [...company.people, ...company.queues].map(({ id }) => id);
    const called = c.one(
      everyone.filter(
        (id) => id !== by && !busy.includes(id) && !stages.some((stage) => stage.called === id && queueOf(company, id)),
      ),
    );
    const at = c.between(talk.from + 2_000, Math.max(talk.from + 2_000, talk.to));
    const also = talk.also && talk.also.from < at ? { also: { from: talk.also.from, to: at } } : {};
    const { also: _also, ...rest } = talk;
    stages[stages.length - 1] = { ...before, talk: { ...rest, to: at, ...also }, until: at };
    stages.push(ring(c, company, { called, at, why: 'handed over', by, busy, goesOn: false }));
  }
}

/** Out of the house: the outsider picks up or does not; the dialler may hand the outsider on. */
function callOut(c: Choices, company: Company, beginning: Beginning & { readonly dialler: ExtensionId }): Story {
  const { dialler, at } = beginning;
  const answered = c.rarely(3) ? null : at + c.between(2_000, 30_000);
  if (answered === null) return { ...beginning, outsiderAnswered: null, stages: [], until: at + c.between(1_000, 40_000) };
  const until = answered + c.between(3_000, 400_000);
  const talked = { ...beginning, outsiderAnswered: answered, stages: [], until };
  if (beginning.ringOut || !c.rarely(3)) return talked;
  const others = [...company.people, ...company.queues]
    .map(({ id }) => id)
    .filter((id) => id !== dialler && id !== beginning.boss);
  const handedAt = c.between(answered + 1_000, until);
  const stages = [
    ring(c, company, { called: c.one(others), at: handedAt, why: 'handed over', by: dialler, busy: [dialler], goesOn: false }),
  ];
  handOn(c, company, stages, []);
  return { ...talked, stages, diallerUntil: handedAt, until: Math.max(...stages.map((stage) => stage.until)) };
}

/** Somebody takes a call, asks a colleague first, and joins the two. */
function warm(c: Choices, company: Company, beginning: Beginning, taker: ExtensionId): readonly Story[] {
  const first = follow(c, company, beginning, [taker]);
  const stage = first.stages.at(-1);
  const talk = stage?.talk;
  if (!stage || !talk || talk.to - talk.from < 4_000) return [first];
  const asked = {
    ...beginning,
    number: beginning.number + 1,
    at: c.between(talk.from + 1_000, talk.to - 1_000),
    dialler: talk.who,
  };
  const others = company.people.filter(({ id }) => id !== talk.who);
  const second = follow(c, company, asked, [c.one(others).id]);
  const taken = second.stages.find((each) => each.talk)?.talk;
  const joined = taken && taken.from + 1_000;
  if (!joined || second.stages.length > 1 || taken.to <= joined) return [first];
  const { also: _also, ...held } = talk;
  const stages = [...first.stages.slice(0, -1), { ...stage, talk: { ...held, to: joined }, until: joined }];
  return [
    { ...first, stages, until: Math.max(joined, taken.to), asides: [], linked: second.number },
    { ...second, diallerUntil: joined, asides: [], linked: first.number },
  ];
}

function asidesOf(c: Choices, company: Company, stages: readonly Stage[]): readonly Aside[] {
  const talk = stages.at(-1)?.talk;
  if (!talk || talk.to - talk.from < 3_000 || !c.rarely(4)) return [];
  const kind = c.one(['listening', 'barging in', 'parking'] as const);
  const talked = stages.flatMap((stage) => stage.talk?.who ?? []);
  const idle = company.people.filter(({ id }) => !talked.includes(id));
  if (kind !== 'parking' && idle.length === 0) return [];
  return [
    { kind, who: kind === 'parking' ? talk.who : c.one(idle).id, on: talk.who, from: talk.from + 1_000, to: talk.to - 1_000 },
  ];
}

/** What is no call, not yet, or a call to nobody. */
function odd(c: Choices, beginning: Beginning, person: ExtensionId): Story {
  const kind = c.one(['fax', 'blocked', 'running', 'paging', 'own mailbox'] as const);
  const until = beginning.at + c.between(1_000, 60_000);
  if (kind === 'paging' || kind === 'own mailbox') return { ...beginning, kind, dialler: person, stages: [], until };
  return { ...beginning, kind, stages: [{ called: person, at: beginning.at, why: 'dialled', rings: [], until }], until };
}
