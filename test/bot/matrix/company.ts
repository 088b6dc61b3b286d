/** Who is in the small company, what they are to the asker, and who visits. */
import type { Person } from '../../../src/core/chat.js';
import { directoryOf, type Extension, kindOf } from '../../../src/core/directory.js';
import { accountId, extensionId, type PersonId, personId } from '../../../src/core/model.js';

export const company = accountId('1');
export const self = personId('900');
/** A Wednesday, in the evening of which nobody has called yet. */
export const now = Date.UTC(2026, 10, 18, 20);
export const locale = { zone: 'UTC', language: 'en-GB', hour12: false };

const extension = (id: string, name: string, more: Partial<Extension> = {}): Extension => ({
  id: extensionId(id),
  kind: kindOf(more.type ?? 'User'),
  type: 'User',
  status: 'Enabled',
  name,
  extensionNumber: `1${id}`,
  numbers: [],
  ...more,
});

/** The asker is Ada; the others are what they are to her. */
export const people = {
  me: extension('101', 'Ada Asker'),
  member: extension('102', 'Mia Member'),
  hidden: extension('103', 'Hedda Hidden', { department: 'Field' }),
  teammate: extension('104', 'Tom Teammate'),
  absent: extension('105', 'Abe Absent', { department: 'Field' }),
  unlisted: extension('106', 'Quirina Unlisted', { unlisted: true }),
} as const;
export type Who = keyof typeof people;

export const directory = directoryOf(company, [
  ...Object.values(people),
  extension('107', 'Left Lastyear', { status: 'Deleted' }),
  extension('108', 'Twin Digits'),
  extension('109', 'Una Untold'),
  extension('201', 'Support', { type: 'Department' }),
  extension('900', 'Switchboard', { type: 'Bot' }),
]);
export const customer = '+16505550100';
/** Who had a call with the customer; the asker had none. */
export const withCustomer = ['member', 'hidden', 'teammate', 'absent'] as const;

/** The name the customer gave when calling one of them. */
export const callerOf = (who: Who) => `FIRM OF${who.toUpperCase()}`;

const visitors: readonly Person[] = [
  { id: personId('777'), name: 'Xenia Extern', companyId: accountId('2') },
  // Ours by digits, another company's in truth.
  { id: personId('108'), name: 'Twin Digits', companyId: accountId('2') },
];
/** Nobody tells whose 109 is. */
export const persons = new Map(
  [...[...directory.extensions.values()].map(({ id, name }) => ({ id: personId(id), name, companyId: company })), ...visitors]
    .filter(({ id }) => id !== '109')
    .map((person): [PersonId, Person] => [person.id, person]),
);
