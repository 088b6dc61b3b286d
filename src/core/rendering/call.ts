/** One call as a line: when, which way, with whom and who that is, how it ended and how long it took. */
import { formatDuration, formatMoment, type Reference } from '../calendar.js';
import type { Directory, Extension } from '../directory.js';
import type { Counterpart, Part, Participation } from '../participation.js';
import type { ListedCall } from '../question.js';
import { type BusinessHours, isAfterHours } from '../rules/hours.js';
import { plain } from '../text.js';
import { foreignWords, isWithheld, type NumberView, notShown, outsideNumber } from './number.js';

export const partWords: Readonly<Record<Part, string>> = {
  connected: 'connected',
  'not connected': 'not connected',
  'on behalf': 'handled by a delegate',
  answered: 'answered',
  rang: 'rang',
  voicemail: 'voicemail',
  refused: 'declined',
  elsewhere: 'taken by somebody else',
  missed: 'missed',
  'gave up': 'the caller gave up at once',
  unknown: 'unclear',
};

/** `colleague`, `queue`, … : what kind of party an extension is. */
export function kindWord(extension: Extension): string {
  if (extension.status === 'Deleted') return 'former colleague';
  return { person: 'colleague', queue: 'queue', bot: 'bot', other: extension.type }[extension.kind];
}

/** `Bob Ray (colleague, ext 105)`, `+1 650 ••• 0100 “ACME” (outside)`, `a withheld number (outside)`. */
export function counterpartWords(
  { extensionId, phoneNumber, name }: Counterpart,
  directory: Directory,
  numbers: NumberView,
): string {
  const told = name === undefined ? undefined : foreignWords(name, numbers);
  if (extensionId !== undefined) {
    const extension = directory.extensions.get(extensionId);
    if (!extension) return `${plain(told ?? 'somebody', 60)} (former colleague)`;
    const number = extension.extensionNumber && extension.status !== 'Deleted' ? `, ext ${plain(extension.extensionNumber)}` : '';
    return `${plain(extension.name, 60)} (${kindWord(extension)}${number})`;
  }
  if (phoneNumber) return `${callerWords(phoneNumber, name, numbers)} (outside)`;
  const carrier = plain(told ?? '', 40);
  return `${carrier === '' ? 'a withheld number' : carrier} (outside)`;
}

/** `+1 650 ••• 0100 "ACME"`: somebody outside, with the name a call gave. */
export function callerWords(phoneNumber: string, name: string | undefined, numbers: NumberView): string {
  if (isWithheld(phoneNumber, numbers)) return notShown;
  const carrier = plain(name === undefined ? '' : foreignWords(name, numbers), 40);
  return `${plain(outsideNumber(phoneNumber, numbers), 40)}${carrier === '' ? '' : ` "${carrier}"`}`;
}

/** The part in words, with what belongs to it. */
export function partPhrase(participation: Participation): string {
  const word =
    participation.part === 'not connected' && participation.leftVoicemail ? 'left a voicemail' : partWords[participation.part];
  return participation.talkMs > 0 ? `${word}, ${formatDuration(participation.talkMs)}` : word;
}

/** Behind a call of a queue's own. */
const waited = ({ waitMs }: Participation): string => (waitMs === undefined ? '' : `, after a wait of ${formatDuration(waitMs)}`);

interface SeenBy {
  readonly directory: Directory;
  readonly numbers: NumberView;
  readonly reference: Reference;
  /** A call outside of them is called so. */
  readonly hours?: BusinessHours | null;
}

/** A call as a bullet. With several people asked about, each one's own part is named. */
export function callLine(
  { participations, number }: ListedCall,
  several: boolean,
  { directory, numbers, reference, hours }: SeenBy,
): string {
  const [first] = participations;
  if (!first) return '';
  const when = formatMoment(first.startedAt, reference);
  const nameOf = (participation: Participation) =>
    plain(directory.extensions.get(participation.extension)?.name ?? 'Somebody', 40);
  const described = participations.map((participation) => {
    const way = participation.direction === 'outbound' ? 'to' : 'from';
    const queue = participation.queue === undefined ? undefined : directory.extensions.get(participation.queue);
    const via = queue ? ` via ${plain(queue.name, 40)}` : '';
    const told = `${way} ${counterpartWords(participation.counterpart, directory, numbers)}${via}, ${partPhrase(participation)}${waited(participation)}`;
    return several ? `${nameOf(participation)} ${told}` : told;
  });
  const late = hours && isAfterHours(first.startedAt, hours) ? ', after hours' : '';
  return `* ${when} ${described.join('; ')}${late}${number === undefined ? '' : ` · #${number}`}`;
}
