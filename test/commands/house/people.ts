/** A small company, and who is in its team: names that break things among them. */
import { type Extension, kindOf } from '../../../src/core/directory.js';
import { accountId, type ExtensionId, extensionId, personId } from '../../../src/core/model.js';
import type { DirectorySnapshot } from '../../../src/ports.js';

export const company = accountId('11111111');
export const self = personId('301002');

const extensions: readonly (readonly [who: string, id: string, name: string, number: string, type?: string])[] = [
  ['alice', '101001', 'Alice Chen', '101'],
  ['bob', '101002', 'Bob Ray', '102'],
  ['carol', '101003', 'Carol Diaz', '103'],
  ['mark', '101004', '**Mark** [up](http://x.example)', '104'],
  ['holly', '101005', 'Holly Holder', '105'],
  ['olga', '101006', 'Olga Outsider', '106'],
  ['support', '201001', 'Support', '201', 'Department'],
  ['sales', '201002', 'Sales', '202', 'Department'],
  ['bot', self, 'Switchboard', '900', 'Bot'],
];
export type Who = 'alice' | 'bob' | 'carol' | 'mark' | 'holly' | 'olga' | 'support' | 'sales';

export const idOf = (who: Who): ExtensionId => extensionId(extensions.find(([known]) => known === who)?.[1] ?? who);

const people = extensions.map(
  ([, id, name, extensionNumber, type = 'User']): Extension => ({
    id: extensionId(id),
    kind: kindOf(type),
    type,
    status: 'Enabled',
    name,
    extensionNumber,
    numbers: [],
  }),
);

/** Alice and Bob answer Support; nobody answers Sales. */
export const snapshot: DirectorySnapshot = {
  extensions: people,
  members: new Map([
    [idOf('support'), [idOf('alice'), idOf('bob')]],
    [idOf('sales'), []],
  ]),
};
export const persons = people.map(({ id, name }) => ({ id: personId(id), name, companyId: company }));
/** Olga is in no room with anybody; Holly holds the company call log permission. */
export const inTeam: readonly Who[] = ['alice', 'bob', 'carol', 'mark', 'holly'];
