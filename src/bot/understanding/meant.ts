/** Whom a question about one party means where the calls have to tell: the other party of a listed call, or a caller by name. */

import { formatDay } from '../../core/calendar.js';
import { callersNamed, callersNear, sureWord } from '../../core/callers.js';
import type { Extension } from '../../core/directory.js';
import type { ExtensionId, Span } from '../../core/model.js';
import { type Counterpart, parts } from '../../core/participation.js';
import type { Caller } from '../../core/question.js';
import { callerWords, counterpartWords } from '../../core/rendering/call.js';
import { foreignWords, isWithheld } from '../../core/rendering/number.js';
import { counted, plain, typed } from '../../core/text.js';
import type { Ask, AskedCall, AskedParty } from '../command/ask.js';
import { listed } from '../command/listed.js';
import { confidential, type Reply } from '../command/reply.js';
import { refuse } from '../command/sentences.js';
import type { World } from '../command/world.js';
import { nearPerson } from './subjects.js';

/** One party, with the name a call gave it; or, where it could be several or nobody, what is answered instead. */
type Meant =
  | { readonly party: Exclude<AskedParty, { readonly kind: 'name' }>; readonly name?: string }
  | { readonly reply: Reply };

/** @throws UserError where the name is nobody's */
export async function meant(command: string, ask: Ask, world: World): Promise<Meant> {
  if (ask.call) return otherParty(command, ask.call, ask, world);
  const { party } = ask;
  if (!party) throw new Error(`${command} without a party`);
  return party.kind === 'name' ? callerNamed(command, party.name, ask, world) : { party };
}

/** Somebody else may have masked the number, which is then that of many. */
const isWhole = (number: string | undefined): number is string =>
  number !== undefined && /\d/.test(number) && !/[\p{L}*•]/u.test(number);

/** The asker's own, else that of everybody in it whose part may be shown. */
function otherParty(command: string, { number, participations }: AskedCall, ask: Ask, { directory }: World): Meant {
  const shown = participations.filter(({ extension }) => ask.subjects.some(({ id }) => id === extension));
  const own = shown.filter(({ extension }) => extension === ask.asker.id);
  const parties = new Map<string, Counterpart>();
  for (const { counterpart } of own.length > 0 ? own : shown) {
    const key = counterpart.extensionId ?? (isWhole(counterpart.phoneNumber) ? counterpart.phoneNumber : undefined);
    if (key !== undefined && !parties.has(key)) parties.set(key, counterpart);
  }
  const [first, ...others] = parties.values();
  const call = typed(`#${number}`);
  if (first === undefined)
    return { reply: confidential(`I cannot tell who was at the other end of call ${call}: the number was withheld.`) };
  if (others.length > 0) {
    const each = [first, ...others].map((party) => `* ${counterpartWords(party, directory, ask.numbers)}`);
    const known = first.extensionId === undefined ? undefined : directory.extensions.get(first.extensionId);
    const example = typed(`${command} ${plain(known?.extensionNumber ?? known?.name ?? '104')}`);
    return {
      reply: confidential(`Call ${call} had several parties. Ask for one of them, such as ${example}:`, ...each),
    };
  }
  if (first.extensionId !== undefined) {
    const extension = directory.extensions.get(first.extensionId) ?? goneBefore(first.extensionId, first.name, ask);
    return { party: { kind: 'extension', extension } };
  }
  return { party: { kind: 'number', number: first.phoneNumber ?? '' }, ...(first.name !== undefined && { name: first.name }) };
}

/** Whoever had left when the company's people were first read is known by the calls alone. */
const goneBefore = (id: ExtensionId, name: string | undefined, { numbers }: Ask): Extension => ({
  id,
  kind: 'person',
  type: 'User',
  status: 'Deleted',
  name: foreignWords(name ?? 'Somebody', numbers),
  numbers: [],
});

const day = 86_400_000;
/** A mistyped name is compared with those of this time. */
const lately = 90 * day;
const mostCompared = 2_000;
const mostFound = 500;
const mostShown = 6;

async function callerNamed(command: string, name: string, ask: Ask, world: World): Promise<Meant> {
  const everybody = [...world.directory.extensions.values()].filter(({ kind }) => kind === 'person' || kind === 'queue');
  const subjects = (await ask.listable(everybody)).map(({ id }) => id);
  const search = async (from: number, limit: number, containing?: string) => {
    const question = { subjects, span: { from, to: ask.now }, ...(containing !== undefined && { containing }) };
    const callers = await world.calls.callers(question, limit);
    return callers.filter(({ phoneNumber }) => isWhole(phoneNumber) && !isWithheld(phoneNumber, ask.numbers));
  };
  const found = callersNamed(name, await search(0, mostFound, sureWord(name).toLowerCase()));
  const [only, ...others] = found;
  if (only && others.length === 0) return { party: { kind: 'number', number: only.phoneNumber }, name: only.name };
  const typedName = `"${plain(foreignWords(name, ask.numbers), 40)}"`;
  const choice = { command, subjects, ask, world };
  if (only)
    return { reply: await choose(`${typedName} is the name of ${counted(found.length, 'caller')}. Which one?`, found, choice) };
  const person = nearPerson(name.split(' '), ask.known);
  if (person) throw refuse('near-person', person.said, person.extension);
  const near = callersNear(name, await search(ask.now - lately, mostCompared));
  if (near.length > 0) return { reply: await choose(`No ${typedName} here. Did you mean:`, near, choice) };
  throw refuse('unknown-party', name);
}

interface Choice {
  readonly command: string;
  readonly subjects: readonly ExtensionId[];
  readonly ask: Ask;
  readonly world: World;
}

/** Each with the newest of its calls, by which it can be asked about even where its number is masked. */
async function choose(head: string, callers: readonly Caller[], { command, subjects, ask, world }: Choice): Promise<Reply> {
  const span: Span = { from: 0, to: ask.now };
  const listable = new Set(subjects);
  const lines: string[] = [];
  const saw = new Set<ExtensionId>();
  const numbers: number[] = [];
  for (const caller of callers.slice(0, mostShown)) {
    const { phoneNumber } = caller;
    // Only those of whoever had any are looked through: the asker may list ten thousand people's.
    const spoke = (await world.calls.withNumber(phoneNumber)).filter((id) => listable.has(id));
    const question = { subjects: spoke, filter: { parts }, span, counterpart: { phoneNumber } };
    const [newest] = await listed({ calls: world.calls, pageSize: 1 }, question, 1);
    const { participations = [], number } = newest ?? {};
    const [first] = participations;
    for (const { extension } of participations) saw.add(extension);
    if (number !== undefined) numbers.push(number);
    const when = formatDay(first?.startedAt ?? caller.lastAt, { now: ask.now, locale: ask.locale });
    const how = number === undefined ? '' : `: ${typed(`${command} #${number}`)}`;
    lines.push(`* ${callerWords(phoneNumber, caller.name, ask.numbers)}, last ${when}${how}`);
  }
  const rest = callers.length - lines.length;
  saw.delete(ask.asker.id);
  return {
    ...confidential(head, ...lines, ...(rest > 0 ? [`And ${rest} more. Say more of the name.`] : [])),
    gave: 'list',
    saw: [...saw],
    listed: numbers,
  };
}
