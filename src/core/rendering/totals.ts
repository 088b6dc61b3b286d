/** Totals in words: what was made, taken and missed, how long was spent on calls, and what is counted apart. */
import { formatDuration } from '../calendar.js';
import type { Directory } from '../directory.js';
import type { CallTotals } from '../question.js';
import { counted, listed, plain } from '../text.js';
import { madeWords } from './figures.js';

/** `4 answered, 2 missed, 7 made (5 connected), 1 h 12 min on calls`; empty where there is nothing to add to the count. */
export function totalsLine(totals: CallTotals, directory: Directory): string {
  const { byPart, made, talkMs } = totals;
  const of = (part: keyof typeof byPart) => byPart[part] ?? 0;
  const words = [
    of('answered') > 0 && `${of('answered')} answered`,
    of('missed') > 0 && `${of('missed')} missed`,
    of('voicemail') > 0 && `${of('voicemail')} to voicemail`,
    of('refused') > 0 && `${of('refused')} declined`,
    madeWords(made, of('connected')),
    of('rang') > 0 && rangWords(totals, directory),
    of('elsewhere') > 0 && `${of('elsewhere')} taken by somebody else`,
    of('on behalf') > 0 && `${of('on behalf')} on their behalf`,
    of('gave up') > 0 && `${of('gave up')} given up by the caller at once`,
    of('unknown') > 0 && `${of('unknown')} unclear`,
    talkMs > 0 && `${formatDuration(talkMs)} on calls`,
  ];
  return words.filter((word) => word !== false).join(', ');
}

/** `Not counted: rang 36 times for Support, …`; empty where there is nothing. */
export function apartLine(totals: CallTotals, directory: Directory): string {
  const { apart } = totals;
  const words = [
    apart.rang && rangWords(totals, directory),
    apart.elsewhere && `${apart.elsewhere} taken by somebody else`,
    apart['on behalf'] && `${apart['on behalf']} handled by a delegate`,
    apart['gave up'] && `${apart['gave up']} given up by the caller at once`,
    apart.unknown && `${apart.unknown} unclear`,
  ];
  const said = words.filter((word): word is string => typeof word === 'string');
  return said.length === 0 ? '' : `Not counted: ${said.join(', ')}.`;
}

/** More queues than this are not told one by one. */
const queuesShown = 5;

/** `rang 36 times for Support, 4 times for Sales and 2 times for others`. */
function rangWords({ rangFor, rangForOthers }: CallTotals, directory: Directory): string {
  const queues = [...rangFor].sort((a, b) => b[1] - a[1]);
  const forQueues = queues.map(
    ([queue, times]) => `${counted(times, 'time')} for ${plain(directory.extensions.get(queue)?.name ?? 'a queue', 40)}`,
  );
  const others = rangForOthers > 0 ? [`${counted(rangForOthers, 'time')} for others`] : [];
  const more = queues.length - queuesShown;
  return `rang ${listed([...forQueues.slice(0, queuesShown), ...(more > 0 ? [`for ${counted(more, 'other queue')}`] : []), ...others])}`;
}
