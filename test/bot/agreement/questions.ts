/** Questions as people type them, and the one that lists what another's figure counts. */
import { typedName } from '../../../src/core/people.js';
import { plain } from '../../../src/core/text.js';
import type { Choices } from '../../core/conversations/choices.js';
import { type Company, directoryOfCompany, type Line } from '../../core/conversations/company.js';
import { inTeam, type Place } from './house.js';

export interface Question {
  readonly place: Place;
  /** Empty: everybody there. */
  readonly who: readonly Line[];
  readonly words: readonly string[];
  readonly via?: Line;
  readonly period: string;
}

export const commandsAsked = ['calls', 'summary', 'top', 'busy', 'queue', 'activity', 'between'] as const;
export type CommandAsked = (typeof commandsAsked)[number];

const periods = [
  ...['today', 'yesterday', 'this week', 'last week', 'this month', 'last month', 'this year', 'last 3 hours', 'last 3 days'],
  ...['last 10 days', 'last 2 weeks', 'since 1 Nov', '20 Nov', 'friday', 'since 20 Nov 10:00', '1 Nov to 20 Nov'],
  ...['20 Nov 9:00 to 20 Nov 16:30', 'yesterday 15:15 to 17:45', '8 Mar', '24 Oct to 2 Nov', 'last 260 days', '2026-10-31'],
] as const;

const outcomeWords = ['missed', 'answered', 'voicemail', 'unanswered', 'declined', 'made', 'connected', 'rang', 'given up'];
const waits = ['in time', 'late'];
const lonely = ['rang for others', 'elsewhere', 'on behalf', 'unclear'];
const sides = ['inbound', 'outbound', 'internal', 'external'];
const times = ['fridays', 'sundays', 'hour 14', 'hour 1', 'hour 10 am'];

const isLiving = ({ left }: Line) => left === undefined;

export function drawn(c: Choices, company: Company, command: CommandAsked, withHours: boolean): Question {
  const people = company.people.filter(isLiving);
  const queues = company.queues.filter(isLiving);
  const place = c.rarely(3) ? 'team' : 'direct';
  const period = c.one(periods);
  if (command === 'queue') return { place: 'direct', who: [c.one(queues)], words: [], period };
  if (command === 'between') {
    const one = c.one(people);
    return { place: 'direct', who: [one, c.one(people.filter((each) => each !== one))], words: [], period };
  }
  // In the team whoever is not in it is answered about elsewhere.
  const near = place === 'team' ? inTeam(company) : people;
  const some = c.rarely(3) ? [] : near.filter(() => c.rarely(2)).slice(0, 5);
  const withQueue =
    place === 'direct' && command !== 'top' && command !== 'activity' && c.rarely(4) ? [...some, c.one(queues)] : some;
  const filtered = command === 'calls' || command === 'busy';
  return {
    place,
    who: withQueue,
    words: filtered
      ? wordsDrawn(c, withHours, withQueue.length > 0 && withQueue.every((line) => queues.some(({ id }) => id === line.id)))
      : [],
    ...(filtered && c.rarely(4) && { via: c.one(company.queues) }),
    period,
  };
}

function wordsDrawn(c: Choices, withHours: boolean, ofQueues: boolean): readonly string[] {
  const words: string[] = [];
  if (c.rarely(2)) words.push(c.rarely(3) ? c.one(ofQueues ? [...waits, ...lonely] : lonely) : c.one(outcomeWords));
  if (words.length > 0 && outcomeWords.includes(words[0] ?? '') && c.rarely(3)) words.push(c.one(outcomeWords));
  if (c.rarely(3)) words.push(c.one(sides));
  if (withHours && c.rarely(2)) words.push(c.one(['after hours', 'business hours']));
  if (c.rarely(5)) words.push(c.one(times));
  return [...new Set(words)];
}

/** What is typed; for `rang for others` no queue can be asked for. */
export function lineOf(command: CommandAsked, { who, words, via, period }: Question, measure?: string): string {
  const forQueue = via === undefined || words.includes('rang for others') ? [] : ['via', spoken(via)];
  const names = command === 'between' ? [who.map(spoken).join(' and ')] : who.map(spoken);
  return [command, ...words, ...names, ...forQueue, ...(measure === undefined ? [] : [`by ${measure}`]), period].join(' ');
}

const spoken = (line: Line): string =>
  line.left === undefined ? line.extensionNumber : typedName({ name: line.name, status: 'Deleted' } as never);

/** As answers write it. */
export const shownName = ({ name }: Line): string => plain(name, 40);

const isOutcome = (word: string) => [outcomeWords, lonely, waits].some((words) => words.includes(word));

/** The same question about the calls that ended so alone; of the connected ones all were made. */
export const narrowedTo = (question: Question, outcome: string): Question =>
  question.words.some((word) => ['in time', 'late', 'rang for others'].includes(word)) ||
  (outcome === 'made' && question.words.includes('connected'))
    ? question
    : { ...question, words: [...question.words.filter((word) => !isOutcome(word)), outcome] };

export const hasOutcome = ({ words }: Question): boolean => words.some(isOutcome);

/** Whoever of the company is known by this name. */
export function lineNamed(company: Company, name: string): Line {
  const known = directoryOfCompany(company).extensions;
  const lines = [...company.people, ...company.queues].filter((line) => shownName(line) === name && known.has(line.id));
  const [line] = lines;
  if (!line) throw new Error(`nobody is called ${name}`);
  return line;
}
