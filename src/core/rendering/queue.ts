/** The answer to `queue`, as lines: what became of its calls, how long callers waited, and who took how many. */
import { formatDuration } from '../calendar.js';
import type { Extension } from '../directory.js';
import type { QueueFigures } from '../queue.js';
import { counted, plain, typed } from '../text.js';
import { asOf, gap } from './coverage.js';
import { headLine, type Telling, whoWords } from './head.js';

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
  const [queue] = subjects;
  const line = `calls missed ${plain(queue?.extensionNumber ?? queue?.name ?? '')} ${period.words}`;
  return [
    headLine(figures.offered, [], whoWords(subjects), period.label, missing !== null),
    missing,
    ...(figures.offered === 0 ? [] : [outcomeLine(figures), ...waitLines(answer), ...agentLines(answer)]),
    figures.offered === 0 ? '' : `Behind the figures: ${typed(line)}; likewise answered, voicemail; without a word all of them.`,
    asOf(coverage, reference),
  ].filter((each): each is string => each !== null && each !== '');
}

function outcomeLine({ offered, byPart }: QueueFigures): string {
  const others = offered - (byPart.answered ?? 0) - (byPart.missed ?? 0) - (byPart.voicemail ?? 0);
  return [
    `${offered} offered: ${byPart.answered ?? 0} answered`,
    `${byPart.missed ?? 0} abandoned`,
    `${byPart.voicemail ?? 0} to voicemail`,
    ...(others > 0 ? [`${others} otherwise`] : []),
    ...((byPart['gave up'] ?? 0) > 0 ? [`not counted, ${byPart['gave up']} in which the caller gave up at once`] : []),
  ].join(', ');
}

function waitLines({ figures: { wait, inTime, byPart }, serviceLevel }: QueueAnswer): readonly string[] {
  if (wait === null) return ['How long callers waited is not known of these calls.'];
  const of = (byPart.answered ?? 0) + (byPart.missed ?? 0);
  const share = inTime.answered === 0 ? 0 : Math.round((100 * inTime.within) / inTime.answered);
  return [
    `Wait ${formatDuration(wait.averageMs)} on average, longest ${formatDuration(wait.longestMs)}${wait.known < of ? ` (known of ${wait.known} of ${of} calls)` : ''}.`,
    inTime.answered > 0
      ? `Answered within ${serviceLevel} s: ${inTime.within} of ${counted(inTime.answered, 'answered call')} (${share} %).`
      : '',
    inTime.answered > 0
      ? 'A wait ends when the phone of whoever took the call begins to ring: the log does not say when it is picked up.'
      : '',
  ];
}

function agentLines({ figures, agents }: QueueAnswer): readonly string[] {
  const names = new Map(agents.map(({ id, name }) => [id, plain(name, 40)]));
  const known = figures.agents.flatMap(({ agent, took, rang }) => {
    const name = names.get(agent);
    return name === undefined ? [] : [`* ${name}: took ${took}${rang > 0 ? `, rang for ${rang}${took > 0 ? ' more' : ''}` : ''}`];
  });
  const rest = known.length - agentsShown;
  return [
    ...known.slice(0, agentsShown),
    rest > 0 ? `and ${counted(rest, 'more agent')}.` : '',
    known.length < figures.agents.length ? 'Only those are named whose figures I may show here.' : '',
  ];
}
