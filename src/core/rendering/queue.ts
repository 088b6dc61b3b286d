/** The answer to `queue`, as lines: what became of its calls, how long callers waited, and who took how many. */
import { formatDuration } from '../calendar.js';
import type { Extension } from '../directory.js';
import { countOf } from '../figures.js';
import type { Outcome } from '../outcome.js';
import type { QueueFigures } from '../queue.js';
import { counted, plain } from '../text.js';
import { asOf, gap } from './coverage.js';
import { headLine, listLine, saidOf, type Telling, whoWords } from './head.js';

export interface QueueAnswer extends Telling {
  readonly figures: QueueFigures;
  /** Those agents who may be told of here. */
  readonly agents: readonly Extension[];
  /** Seconds. */
  readonly serviceLevel: number;
}

const agentsShown = 40;

export function queueAnswer(answer: QueueAnswer): readonly string[] {
  const { subjects, period, coverage, reference, figures } = answer;
  const missing = gap(period.span, coverage, reference);
  return saidOf([
    headLine(figures.offered, [], whoWords(subjects), period.label, missing !== null),
    missing,
    ...(figures.offered === 0 ? [] : [outcomeLine(figures), ...waitLines(answer), ...agentLines(answer)]),
    ...(figures.offered === 0 ? [] : behindLines(answer)),
    asOf(coverage, reference),
  ]);
}

function outcomeLine(figures: QueueFigures): string {
  const of = (outcome: Outcome) => countOf(figures, outcome);
  return [
    `${figures.offered} offered: ${of('answered')} answered`,
    `${of('missed')} abandoned`,
    `${of('voicemail')} to voicemail`,
    of('declined') > 0 && `${of('declined')} declined`,
    of('given up') > 0 && `not counted, ${of('given up')} in which the caller gave up at once`,
  ]
    .filter((word) => word !== false)
    .join(', ');
}

function waitLines({ figures, serviceLevel }: QueueAnswer): readonly string[] {
  const { wait, inTime } = figures;
  if (wait === null) return ['How long callers waited is not known of these calls.'];
  const unknown = countOf(figures, 'answered') + countOf(figures, 'missed') - wait.known;
  const told = inTime.within + inTime.later;
  const share = told === 0 ? 0 : Math.round((100 * inTime.within) / told);
  const notKnown = inTime.unknown > 0 ? `, of ${inTime.unknown} that is not known` : '';
  return [
    `Wait ${formatDuration(wait.averageMs)} on average, longest ${formatDuration(wait.longestMs)}${unknown > 0 ? ` (not known of ${counted(unknown, 'call')})` : ''}.`,
    told > 0 ? `Answered within ${serviceLevel} s: ${inTime.within} (${share} %), later: ${inTime.later}${notKnown}.` : '',
    told > 0
      ? 'A wait ends when the phone of whoever took the call begins to ring: the log does not say when it is picked up.'
      : '',
  ];
}

/** What agents may have done, beside taking the call and having it ring; each also filters. */
const doings: readonly (readonly [Outcome, string])[] = [
  ['missed', 'missed'],
  ['declined', 'declined'],
  ['voicemail', 'to voicemail'],
  ['given up', 'given up at once'],
  ['unclear', 'unclear'],
];

/** `* Bob Ray: took 5, rang for 3 more`. */
function agentLines({ figures, agents }: QueueAnswer): readonly string[] {
  const names = new Map(agents.map(({ id, name }) => [id, plain(name, 40)]));
  const known = figures.agents.flatMap((agent) => {
    const name = names.get(agent.agent);
    if (name === undefined) return [];
    const [took, rang] = [countOf(agent, 'answered'), countOf(agent, 'rang')];
    const others = doings.flatMap(([doing, word]) => (countOf(agent, doing) > 0 ? [`${word} ${countOf(agent, doing)}`] : []));
    const rung = rang > 0 ? [`rang for ${rang}${took > 0 ? ' more' : ''}`] : [];
    return [`* ${name}: ${[`took ${took}`, ...rung, ...others].join(', ')}`];
  });
  const rest = known.length - agentsShown;
  return [
    ...known.slice(0, agentsShown),
    rest > 0 ? `and ${counted(rest, 'more agent')}.` : '',
    known.length < figures.agents.length ? 'Only those are named whose figures I may show here.' : '',
  ];
}

/** Of the queue, and of the first agent who may be told of. */
function behindLines(answer: QueueAnswer): readonly string[] {
  const { figures, agents, subjects } = answer;
  const [queue] = subjects;
  const shown = figures.agents.flatMap(({ agent }) => agents.find(({ id }) => id === agent) ?? []);
  const ofAgent = shown
    .slice(0, 1)
    .map((agent) => listLine({ ...answer, subjects: [agent], ...(queue && { via: queue }) }, ['answered']));
  return [
    `Behind the figures: ${listLine(answer, ['missed'])}; likewise answered, in time, late, voicemail, and inbound for all of them.`,
    ...ofAgent.map((line) => `What one of them did: ${line}; likewise rang.`),
  ];
}
