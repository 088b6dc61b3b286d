/** A directory with the people who break things, one asker in it, and a post read the way the bot reads it. */
import type { Command } from '../../src/bot/command/command.js';
import { type Parsed, parse } from '../../src/bot/understanding/parse.js';
import { subjectsOf } from '../../src/bot/understanding/subjects.js';
import { tokensOf } from '../../src/bot/understanding/tokens.js';
import type { Person } from '../../src/core/chat.js';
import { type Directory, directoryOf, type Extension, kindOf } from '../../src/core/directory.js';
import { UserError } from '../../src/core/errors.js';
import { accountId, extensionId, type PersonId, personId } from '../../src/core/model.js';
import { asked } from '../core/period/asked.js';

export const self = personId('900');

const person = (id: string, name: string, extensionNumber: string, more: Partial<Extension> = {}): Extension => ({
  id: extensionId(id),
  kind: kindOf(more.type ?? 'User'),
  type: 'User',
  status: 'Enabled',
  name,
  extensionNumber,
  email: `${name.split(' ')[0]?.toLowerCase()}@acme.example`,
  numbers: [],
  ...more,
});

const people: readonly Extension[] = [
  person('101', 'Alice Chen', '1001'),
  person('102', 'Alice Anderson', '1002'),
  person('103', 'Bob Ray', '1003'),
  person('104', 'Ana María de la Cruz Núñez', '1004'),
  person('105', 'Sam Lee', '1005', { email: 'sam.lee@acme.example' }),
  person('106', 'Sam Lee', '1006', { email: 'sam.lee.2@acme.example' }),
  person('107', 'Yolanda Year', '2025'),
  person('108', 'שירה לוי', '1008'),
  person('109', '**Bold** ![:Person](1)', '1009'),
  person('110', 'Jimmy Page', '1010'),
  person('111', 'Mendel Menz', '1011'),
  person('112', 'Dee Disabled', '1012', { status: 'Disabled' }),
  person('113', 'Left Lastyear', '1013', { status: 'Deleted' }),
  person('114', 'New Hire', '1013'),
  person('115', 'Gone Again', '1015', { status: 'Deleted' }),
  person('201', 'Support', '2001', { type: 'Department' }),
  person('202', 'Main Menu', '2002', { type: 'IvrMenu' }),
  person('900', 'Switchboard', '9000', { type: 'Bot' }),
];

export const directory: Directory = directoryOf(accountId('1'), people);

const known = (id: string, name: string, company: string): [PersonId, Person] => [
  personId(id),
  { id: personId(id), name, companyId: accountId(company) },
];

/** What Team Messaging tells: of ours that they are ours, of 777 that she is of another company. */
const persons = new Map([...people.map(({ id, name }) => known(id, name, '1')), known('777', 'Xenia Extern', '2')]);
const asker = people[0] as Extension;

function command(name: string, takes: Command['takes'], aliases: readonly string[] = []): Command {
  const run = () => Promise.reject(new Error('not in this test'));
  const data = {
    name,
    aliases,
    takes,
    summary: '',
    usage: '',
    details: [],
    examples: [{ say: `${name} @alice last week`, gives: 'an example' }],
    refusals: [],
    about: 'nothing' as const,
    reads: true,
    run,
  };
  return data;
}

const commands: readonly Command[] = [
  command('calls', ['people', 'filter', 'period', 'page'], ['call']),
  command('whois', ['party'], ['who is']),
  command('help', ['word']),
  command('status', []),
];

const reference = asked();

export const parsed = (text: string, of: Directory | null = directory): Parsed =>
  parse(tokensOf(text, self), commands, { ...reference, directory: of });

export interface Told {
  readonly command: string;
  readonly who?: readonly string[];
  readonly filter?: readonly string[];
  readonly period?: string;
  readonly page?: number;
}

/** What a post asks, with only what it says. */
export function told(text: string, others: ReadonlyMap<PersonId, Person> = new Map(), of: Directory = directory): Told {
  const { command: found, filterWords, period, page, rest } = parsed(text, of);
  const naming = {
    asker,
    directory: of,
    persons: new Map([...persons, ...others]),
    mentioned: new Map([['glip-5', 'Gus Guest']]),
  };
  const who = found.takes.includes('people') ? subjectsOf(rest, naming).map(({ id }) => String(id)) : [];
  return {
    command: found.name,
    ...(who.length > 0 && { who }),
    ...(filterWords.length > 0 && { filter: filterWords }),
    ...(period && { period: period.words }),
    ...(page !== 1 && { page }),
  };
}

/** The code and the sentence with which a post is refused; throws where it is taken, or fails otherwise than by refusal. */
export function refused(text: string, others?: ReadonlyMap<PersonId, Person>): { code: string; sentence: string } {
  try {
    const took = told(text, others);
    throw new Error(`${text} was taken: ${JSON.stringify(took)}`);
  } catch (error) {
    if (error instanceof UserError) return { code: error.code, sentence: error.sentence };
    throw error;
  }
}

export const other = (id: string, name: string, company: string): ReadonlyMap<PersonId, Person> =>
  new Map([known(id, name, company)]);
