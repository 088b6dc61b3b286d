/** What is not a person but has an extension: queues, menu, site, announcement, lobby phone; and who answers the queues. */
import type { Extension, Queue } from '../model.js';
import type { Random } from '../random.js';
import type { Allotment } from './ids.js';

interface Groups {
  readonly extensions: readonly Extension[];
  readonly queues: readonly Queue[];
}

const enabled = (person: Extension) => person.status === 'Enabled' && !person.deleted;

/** Support, Sales, Reception and a fourth queue; the fourth of Support's agents also answers Sales. */
export function groups(random: Random, allot: Allotment, staff: readonly Extension[], siteId: string): Groups {
  const of = (department: string) =>
    staff.filter((person) => person.department === department && enabled(person)).map(({ id }) => id);
  const department = (name: string): Extension => ({
    id: allot.id(),
    extensionNumber: allot.extensionNumber(),
    type: 'Department',
    status: 'Enabled',
    name,
  });
  const support = of('Support').slice(0, 6);
  const inTwo = support.slice(3, 4);
  const fourth = random.pick(['Billing', 'Returns', 'Spare Parts']);
  const staffed: readonly (readonly [Extension, readonly string[]])[] = [
    [department('Support'), support],
    [department('Sales'), [...of('Sales').slice(0, 5), ...inTwo]],
    [department('Reception'), [...of('Operations').slice(0, 3), ...of('Assistants')]],
    [department(fourth), of('Finance').slice(0, 4)],
  ];
  const town = random.pick(['Harbour', 'Hilltop', 'Riverside', 'Old Mill']);
  const plain = (type: Extension['type'], name: string): Extension => ({
    id: type === 'Site' ? siteId : allot.id(),
    extensionNumber: allot.extensionNumber(),
    type,
    status: 'Enabled',
    name,
  });
  return {
    extensions: [
      ...staffed.map(([extension]) => extension),
      plain('IvrMenu', `${town} Menu`),
      plain('Site', `${town} Site`),
      plain('Announcement', `${town} Holidays`),
      plain('Limited', `${town} Lobby Phone`),
    ],
    queues: staffed.map(([{ id }, memberIds]) => ({ extensionId: id, memberIds })),
  };
}
