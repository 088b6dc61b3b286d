/** The figures of an answer, read off its text as a person would, each with the question whose list it counts. */
import { formatHour, WEEKDAYS } from '../../../src/core/calendar.js';
import type { Locale } from '../../../src/core/chat.js';
import type { Instant } from '../../../src/core/model.js';
import type { Company, Line } from '../../core/conversations/company.js';
import { callsIn, counted, type Figure, numberIn, outcomesIn, withChange } from './figures.js';
import { type CommandAsked, hasOutcome, lineNamed, narrowedTo, type Question, shownName } from './questions.js';

export interface Reading {
  readonly question: Question;
  /** One page after the other. */
  readonly pages: readonly string[];
  readonly company: Company;
  readonly now: Instant;
  readonly locale: Locale;
  /** Who has a line of their own where nobody is named. */
  readonly everybody: readonly Line[];
  readonly measure?: string;
}

interface Page extends Omit<Reading, 'pages'> {
  readonly text: string;
}

type Reader = (page: Page) => readonly Figure[];

const head = ({ question, text }: Page): Figure => ({ what: 'first line', count: counted(text), of: question });

const linesOf = ({ text }: Page) => text.split('\n');
const about = (question: Question, company: Company, name: string): Question => ({
  ...question,
  who: [lineNamed(company, name)],
});

function ofCalls(reading: Page): readonly Figure[] {
  const { question, company } = reading;
  const figures = [head(reading)];
  const [, totals = ''] = linesOf(reading);
  if (counted(reading.text) > 0) figures.push(...outcomesIn(totals, question, company, !hasOutcome(question)));
  for (const line of linesOf(reading)) {
    if (line.startsWith('Not counted: ')) figures.push(...outcomesIn(line, question, company, false));
    const [, each] = /^Per person: (.+)\.$/.exec(line) ?? [];
    for (const [, name = '', count] of each?.matchAll(/(.+?) (\d+)(?:, |$)/g) ?? []) {
      figures.push({ what: `${name} ${count}`, count: Number(count), of: about(question, company, name) });
    }
  }
  return figures;
}

function ofSummary(reading: Page): readonly Figure[] {
  const { question, company, text } = reading;
  // It is told to the minute.
  const [, told] = /^▲ more and ▼ fewer than (.+)\.$/m.exec(text) ?? [];
  const before = reading.now % 60_000 === 0 ? told : undefined;
  const figures = [head(reading)];
  const alone = question.who.length === 1 || (question.who.length === 0 && question.place === 'direct');
  const [, second = ''] = linesOf(reading);
  if (alone && /^(\d+|no) calls?/.test(second)) figures.push(...withChange(second, question, company, before));
  if (!alone && counted(text) > 0) figures.push(...outcomesIn(second, question, company, true));
  for (const line of linesOf(reading)) {
    if (line.startsWith('Not counted: ')) figures.push(...outcomesIn(line, question, company, false));
    const [, name, words = ''] = /^\* (.+?): (.+)$/.exec(line) ?? [];
    if (name !== undefined) figures.push(...withChange(words, about(question, company, name), company, before));
    const [, quiet] = /^No calls: (.+)\.$/.exec(line) ?? [];
    for (const each of quiet?.split(/, | and /) ?? []) {
      figures.push({ what: line, count: 0, of: about(question, company, each) });
    }
  }
  return figures;
}

function ofTop(reading: Page): readonly Figure[] {
  const { question, company, text, everybody, measure = '' } = reading;
  const counts = measure === 'missed' || measure === 'answered' ? narrowedTo(question, measure) : question;
  const figures: Figure[] = [{ what: 'first line', count: counted(text), of: counts }];
  const placed = [...text.matchAll(/^\* \d+\w\w: (.+), (\d+)$/gm)];
  for (const [what, name = '', count] of placed) figures.push({ what, count: Number(count), of: about(counts, company, name) });
  const ranked = new Set([...text.matchAll(/^\* \d+\w\w: (.+), /gm)].map(([, name]) => name));
  for (const line of measure !== 'time' ? (question.who.length > 0 ? question.who : everybody) : [])
    if (!ranked.has(shownName(line)))
      figures.push({ what: `${line.name} has no place`, count: 0, of: { ...counts, who: [line] } });
  return figures;
}

const isDay = (word: string) => /^\w+days$/.test(word);
const isHour = (word: string) => word.startsWith('hour ');
const at = (question: Question, is: (word: string) => boolean, ...words: readonly string[]): Question => ({
  ...question,
  words: [...question.words.filter((each) => !is(each)), ...words],
});

function ofBusy(reading: Page): readonly Figure[] {
  const { question, text, locale } = reading;
  const figures = [head(reading)];
  // Empty hours in a row are one bar.
  const hours = new Map<string, readonly string[]>();
  for (let length = 1; length <= 24; length += 1) {
    for (let first = 0; first + length <= 24; first += 1) {
      const words = Array.from({ length }, (_, n) => `hour ${first + n}`);
      hours.set(formatHour(first, locale, length), words);
    }
  }
  const days = new Map(WEEKDAYS.map((day) => [day.slice(0, 3), `${day.toLowerCase()}s`]));
  for (const [what, label = '', count] of text.matchAll(/^[▁▇]+ (.+): (\d+)$/gm)) {
    const hour = hours.get(label);
    const of = hour === undefined ? at(question, isDay, days.get(label) ?? label) : at(question, isHour, ...hour);
    // A bar outside the filter is none of the filter's.
    const asked = question.words.filter((word) => (hour === undefined ? isDay(word) : isHour(word)));
    if (Number(count) > 0 || asked.length === 0) figures.push({ what, count: Number(count), of });
  }
  const [what = '', day = '', label = '', most] = /Most in one hour of the week: (\w+) (.+) \((\d+)\)/.exec(text) ?? [];
  if (most !== undefined) {
    const of = at(at(question, isDay, day.toLowerCase()), isHour, ...(hours.get(label) ?? []));
    figures.push({ what, count: Number(most), of });
  }
  return figures;
}

function ofQueue(reading: Page): readonly Figure[] {
  const { question, company, text } = reading;
  const figures: Figure[] = [{ what: 'offered', count: counted(text), of: { ...question, words: ['inbound'] } }];
  const [queue] = question.who;
  if (!queue || counted(text) === 0) return figures;
  const patterns: readonly (readonly [RegExp, string])[] = [
    [/offered: (\d+) answered/, 'answered'],
    [/(\d+) abandoned/, 'abandoned'],
    [/(\d+) to voicemail/, 'voicemail'],
    [/(\d+) in which the caller gave up/, 'given up'],
    [/^Answered within \d+ s: (\d+)/m, 'in time'],
    [/^Answered within .+ later: (\d+)/m, 'late'],
  ];
  for (const [pattern, word] of patterns) {
    const [what, count] = pattern.exec(text) ?? [];
    if (count !== undefined) figures.push({ what: what ?? '', count: Number(count), of: { ...question, words: [word] } });
  }
  for (const [line, name = '', took, others = ''] of text.matchAll(/^\* (.+): took (\d+)(.*)$/gm)) {
    const of = (word: string): Question => ({ ...question, who: [lineNamed(company, name)], via: queue, words: [word] });
    figures.push({ what: line, count: Number(took), of: of('answered') });
    const words = { missed: 'missed', declined: 'declined', 'to voicemail': 'voicemail', 'given up at once': 'given up' };
    for (const [shown, word] of Object.entries({ ...words, 'rang for': 'rang', unclear: 'unclear' })) {
      const [, count = '0'] = new RegExp(`${shown} (\\d+)`).exec(others) ?? [];
      figures.push({ what: line, count: Number(count), of: of(word) });
    }
  }
  return figures;
}

/** `7 calls (2 missed, 41 min)`. */
function activityIn(words: string, question: Question): readonly Figure[] {
  const [what = '', count = '', missed = '0'] = /^(\d+|no) calls?(?: \((\d+) missed)?/.exec(words) ?? [];
  if (what === '') return [];
  return [
    { what: words, count: numberIn(count), of: question },
    { what: words, count: Number(missed), of: narrowedTo(question, 'missed') },
  ];
}

function ofActivity(reading: Page): readonly Figure[] {
  const { question, company, text } = reading;
  const figures = [head(reading)];
  let whose = question;
  for (const line of linesOf(reading).slice(1)) {
    const [, name = '', words = ''] = /^(?:\* )?(.+?): ((?:\d+|no) calls?.*)$/.exec(line) ?? [];
    const [, day] = /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun) \d/.exec(name) ?? [];
    if (day !== undefined) {
      const weekday = WEEKDAYS.find((each) => each.startsWith(day))?.toLowerCase();
      figures.push(...activityIn(words, { ...whose, words: [`${weekday}s`] }));
    } else if (name !== '') {
      whose = about(question, company, name);
      figures.push(...activityIn(words, whose));
    }
    const [, busiest = '', said = ''] = /^Busiest day: (.+?), (.+)\.$/.exec(line) ?? [];
    if (busiest !== '') figures.push(...activityIn(said, { ...question, period: busiest }));
  }
  const missed = /^(\d+) missed/.exec(text.split('\n')[1] ?? '')?.[1] ?? '0';
  return [...figures, { what: 'missed', count: Number(missed), of: narrowedTo(question, 'missed') }];
}

/** Two people's shared calls stand in the answer itself, with the part of each. */
function ofBetween({ question, pages }: Reading): readonly Figure[] {
  const [first = ''] = pages;
  const calls = pages.flatMap(callsIn);
  if (counted(first) !== calls.length) throw new Error(`not ${calls.length} calls: ${first}`);
  for (const each of calls.length > 0 ? question.who : []) {
    const name = shownName(each);
    const words = first.split('\n').find((line) => line.startsWith(`${name}: `)) ?? '';
    const parts = calls.map(
      (call) => call.split('; ').find((part) => new RegExp(`${escaped(name)} (?:to|from) `).test(part)) ?? '',
    );
    for (const [shown, said] of Object.entries({
      answered: 'answered',
      missed: 'missed',
      declined: 'declined',
      'to voicemail': 'voicemail',
    })) {
      const told = Number(new RegExp(`(\\d+) ${shown}`).exec(words)?.[1] ?? 0);
      const listed = parts.filter((part) => part.includes(`, ${said}`)).length;
      if (told !== listed) throw new Error(`${told} ${shown}, and ${listed} are listed: ${pages.join('\n')}`);
    }
  }
  return [];
}

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

const pageByPage =
  (reader: Reader) =>
  ({ pages, ...reading }: Reading): readonly Figure[] =>
    pages.flatMap((text) => reader({ ...reading, text }));
/** Of answers whose pages are calls, the first has all the figures. */
const firstPage =
  (reader: Reader) =>
  ({ pages: [text = ''], ...reading }: Reading): readonly Figure[] =>
    reader({ ...reading, text });

export const figuresIn: Readonly<Record<CommandAsked, (reading: Reading) => readonly Figure[]>> = {
  calls: firstPage(ofCalls),
  summary: pageByPage(ofSummary),
  top: ({ pages, ...reading }) => ofTop({ ...reading, text: pages.join('\n') }),
  busy: firstPage(ofBusy),
  queue: firstPage(ofQueue),
  activity: firstPage(ofActivity),
  between: ofBetween,
};
