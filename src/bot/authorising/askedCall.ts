/** One call as the subject of a question: it stands for everybody in it, and who may not be shown drops out without a word. */
import type { Room } from '../../core/access.js';
import { involvedIn } from '../../core/association/involved.js';
import type { Directory } from '../../core/directory.js';
import type { CallStore } from '../../ports.js';
import type { AskedCall } from '../command/ask.js';
import { refuse } from '../command/sentences.js';
import { bare, type Token, words } from '../understanding/tokens.js';
import { type Attempt, attempting } from './attempt.js';
import { authoriseSome, type Granted } from './authorise.js';
import type { Rights } from './rights.js';

export interface CallAsking {
  readonly calls: Pick<CallStore, 'conversation'>;
  readonly directory: Directory;
  readonly rights: Rights;
  readonly room: Room;
  readonly attempt: Omit<Attempt, 'subjects'>;
}

interface ShownCall {
  readonly call: AskedCall;
  readonly granted: Granted;
}

/** @throws UserError where no call is named; the same one where nobody in it may be shown as where there is no such call. */
export async function askedCall(rest: readonly Token[], asking: CallAsking): Promise<ShownCall> {
  return shownCall(numberIn(rest), asking);
}

/** @throws UserError as `askedCall` does */
export async function shownCall(number: number, { calls, directory, rights, room, attempt }: CallAsking): Promise<ShownCall> {
  const stored = await calls.conversation(number);
  if (!stored) throw refuse('no-such-call', `#${number}`);
  const involved = involvedIn(stored.records, directory);
  const extensions = involved.flatMap((id) => directory.extensions.get(id) ?? []);
  return attempting({ ...attempt, subjects: involved }, async () => {
    const granted = await authoriseSome(extensions, rights, room);
    if (!granted) throw refuse('no-such-call', `#${number}`);
    return { call: { number, ...stored }, granted };
  });
}

/** `#1024`, `1024`, `call 1024`. */
function numberIn(rest: readonly Token[]): number {
  const said = rest.map((token) => (token.kind === 'word' ? bare(token.word) : ''));
  const words = said.filter((word, index) => word !== '' && !(index === 0 && /^(?:call|the|was)$/i.test(word)));
  const [, digits] = /^#?(\d{1,9})$/.exec(words[0] ?? '') ?? [];
  if (words.length !== 1 || digits === undefined || rest.some(({ kind }) => kind !== 'word')) throw refuse('which-call');
  return Number(digits);
}

/** The number of a call whose other party is meant: `#1024`, `call #1024`; null where the words name none. */
export function callMeant(rest: readonly Token[]): number | null {
  if (rest.some(({ kind }) => kind !== 'word')) return null;
  const text = words(rest).map(bare).join(' ').trim();
  const [, digits] = /^(?:call )?#(\d{1,9})$/i.exec(text) ?? [];
  return digits === undefined ? null : Number(digits);
}
