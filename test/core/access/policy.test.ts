/** Whom a manager is over, what a room shows, and which queues somebody answers, as the operator and the company wrote it. */
import { expect, test } from 'vitest';
import { type ManagerRule, managedBy, queuesOf, settingOf } from '../../../src/core/access/policy.js';
import { directoryOf, type Extension, kindOf, lookedUp } from '../../../src/core/directory.js';
import { accountId, extensionId } from '../../../src/core/model.js';

const extension = (id: string, more: Partial<Extension> = {}): Extension => ({
  id: extensionId(id),
  kind: kindOf(more.type ?? 'User'),
  type: 'User',
  status: 'Enabled',
  name: `Person ${id}`,
  numbers: [],
  ...more,
});

const directory = directoryOf(
  accountId('1'),
  [
    extension('1'),
    extension('2', { department: 'Sales' }),
    extension('3', { department: ' sales', site: { id: '90', name: 'Berlin' } }),
    extension('4', { site: { id: '91', name: 'Málaga' } }),
    extension('5', { department: 'Sales', status: 'Deleted' }),
    extension('6', { unlisted: true }),
    extension('20', { type: 'Department', name: 'Support' }),
    extension('21', { type: 'Department', name: 'Sales' }),
    extension('30', { type: 'IvrMenu', department: 'Sales' }),
  ],
  new Map([
    [extensionId('20'), [extensionId('4'), extensionId('1')]],
    [extensionId('21'), [extensionId('2')]],
  ]),
);

const over = (some: Partial<ManagerRule['over']>): ManagerRule => ({
  who: '1',
  over: { people: [], departments: [], queues: [], sites: [], ...some },
});

test.each<[string, Partial<ManagerRule['over']>, readonly string[]]>([
  ['nobody', {}, []],
  ['people', { people: ['2', '4', '777'] }, ['2', '4']],
  ['a department, in whatever case, without those who left', { departments: ['SALES'] }, ['2', '3']],
  ['a queue by name, with its agents', { queues: ['support'] }, ['1', '20', '4']],
  ['a queue by id', { queues: ['21'] }, ['2', '21']],
  ['a site by name', { sites: ['Malaga'] }, ['4']],
  ['a site by id', { sites: ['90'] }, ['3']],
  ['a person’s id is no queue and no site', { queues: ['2'], sites: ['2'] }, []],
  ['a queue’s id is no person', { people: ['20'] }, []],
  ['what nobody is called', { departments: ['x'], queues: ['x'], sites: ['x'] }, []],
])('a manager over %s', (_, some, expected) => {
  expect([...managedBy(extensionId('1'), [over(some)], directory)].sort()).toEqual([...expected].sort());
  expect(managedBy(extensionId('2'), [over(some)], directory).size).toBe(0);
});

test('several rules for one person add up', () => {
  const rules = [over({ people: ['2'] }), over({ sites: ['Berlin'] })];
  expect([...managedBy(extensionId('1'), rules, directory)]).toEqual(['2', '3']);
});

test('who answers which queues', () => {
  expect([...queuesOf(extensionId('1'), directory)]).toEqual(['20']);
  expect(queuesOf(extensionId('3'), directory).size).toBe(0);
});

test('the operator’s self is the last word, then the room’s own, then the operator’s default', () => {
  const rooms = [null, 'private', 'totals', 'details'] as const;
  const shown = (colleagues: 'self' | 'totals' | 'details', type: 'Team' | 'Direct') =>
    rooms.map((decided) => settingOf(colleagues, decided, type));
  expect(shown('self', 'Team')).toEqual(['private', 'private', 'private', 'private']);
  expect(shown('totals', 'Team')).toEqual(['totals', 'private', 'totals', 'details']);
  expect(shown('details', 'Team')).toEqual(['details', 'private', 'totals', 'details']);
  expect(shown('details', 'Direct')).toEqual(['totals', 'totals', 'totals', 'totals']);
  expect(shown('self', 'Direct')).toEqual(['private', 'private', 'private', 'private']);
});

test('whoever is kept out of the directory is looked up by nobody but those who know them', () => {
  const seen = (...known: string[]) =>
    [...lookedUp(directory, new Set(known.map(extensionId))).extensions.keys()].includes('6' as never);
  expect(seen('1')).toBe(false);
  expect(seen('1', '6')).toBe(true);
  expect(lookedUp(directory, new Set())).toBe(lookedUp(directory, new Set([extensionId('1')])));
});
