/** Made-up companies: people with desks, apps and mobiles, assistants, queues, some of them gone since, their numbers handed on. */
import { type Directory, directoryOf, type Extension } from '../../../src/core/directory.js';
import { type AccountId, accountId, type ExtensionId, extensionId } from '../../../src/core/model.js';
import type { Choices } from './choices.js';

export interface Line {
  readonly id: ExtensionId;
  readonly name: string;
  readonly extensionNumber: string;
  /** A number of its own. */
  readonly direct?: string;
  /** Deleted since; `forgotten` before the directory was ever read. */
  readonly left?: 'deleted' | 'forgotten';
}

export interface Worker extends Line {
  readonly mobile: string;
  readonly hasApp: boolean;
  /** A colleague whose phone rings too when theirs does. */
  readonly findMe?: ExtensionId;
  /** Who answers and calls for them. */
  readonly assistant?: ExtensionId;
}

export interface Queue extends Line {
  readonly agents: readonly ExtensionId[];
}

export interface Company {
  readonly account: AccountId;
  readonly main: string;
  readonly menu: ExtensionId;
  readonly people: readonly Worker[];
  readonly queues: readonly Queue[];
}

const names = ['Ada Byron', 'Ben O’Neil', 'Cléo Park', 'Dmitri <b>', 'Eve', 'Fay_Fay', 'Gus', 'Hal 9'];

export function makeCompany(c: Choices): Company {
  const size = c.between(4, names.length);
  const ids = Array.from({ length: size }, (_, at) => extensionId(String(400_100_001 + at * 7)));
  const bosses = size - 1;
  const people = ids.map((id, at): Worker => {
    // The last two may be gone; whoever is may have left a number to the first.
    const left = at >= size - 2 && c.rarely(3) ? c.one(['deleted', 'forgotten'] as const) : undefined;
    const inherited = left !== undefined && c.rarely(2);
    return {
      id,
      name: names[at] ?? '',
      extensionNumber: inherited ? '101' : String(101 + at),
      ...((at === 0 || !c.rarely(4)) && { direct: inherited ? '+16505550101' : `+16505550${101 + at}` }),
      mobile: `+1415555${String(2000 + at)}`,
      hasApp: c.rarely(2),
      ...(c.rarely(3) && { findMe: ids[(at + 1) % size] as ExtensionId }),
      ...(at < bosses && c.rarely(4) && { assistant: ids[(at + 2) % size] as ExtensionId }),
      ...(left !== undefined && { left }),
    };
  });
  const queues = Array.from({ length: c.between(2, 3) }, (_, at): Queue => {
    const left = at > 1 && c.rarely(3);
    return {
      id: extensionId(String(400_200_001 + at * 7)),
      name: ['Sales', 'Support', 'Billing'][at] ?? '',
      extensionNumber: String(201 + at),
      ...(c.rarely(2) && { direct: `+16505550${201 + at}` }),
      agents: ids.filter((_id, person) => person === at || !c.rarely(3)),
      ...(left && { left: 'deleted' as const }),
    };
  });
  return { account: accountId('37439510'), main: '+16505550100', menu: extensionId('400300001'), people, queues };
}

/** The company as the directory knows it afterwards. */
export function directoryOfCompany({ account, menu, people, queues }: Company): Directory {
  const entry = (line: Line, kind: 'person' | 'queue'): Extension => ({
    id: line.id,
    kind,
    type: kind === 'person' ? 'User' : 'Department',
    status: line.left === 'deleted' ? 'Deleted' : 'Enabled',
    name: line.name,
    extensionNumber: line.extensionNumber,
    numbers: line.direct === undefined ? [] : [line.direct],
  });
  const known = (line: Line) => line.left !== 'forgotten';
  return directoryOf(account, [
    ...people.filter(known).map((line) => entry(line, 'person')),
    ...queues.map((line) => entry(line, 'queue')),
    { id: menu, kind: 'other', type: 'IvrMenu', status: 'Enabled', name: 'Menu', extensionNumber: '300', numbers: [] },
  ]);
}

export function lineOf(company: Company, id: ExtensionId): Line {
  const line = [...company.people, ...company.queues].find((each) => each.id === id);
  if (!line) throw new Error(`No line ${id}`);
  return line;
}

export const workerOf = (company: Company, id: ExtensionId): Worker | undefined => company.people.find((each) => each.id === id);
export const queueOf = (company: Company, id: ExtensionId): Queue | undefined => company.queues.find((each) => each.id === id);
