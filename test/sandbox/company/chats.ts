/** The chats people already have, and the visitors in them; the bot is in none yet. */
import type { Chat, Extension, Visitor } from '../model.js';
import type { Random } from '../random.js';
import type { Allotment } from './ids.js';
import { commonNames } from './names.js';

/**
 * Two guests and three people of another account. The last one has the digits of one of our disabled users:
 * Team Messaging knows that id as the visitor, the directory as the user, and they are not the same person.
 */
export function visitors(random: Random, allot: Allotment, people: readonly Extension[]): Visitor[] {
  const otherCompany = allot.id();
  const twin = people.find(({ status }) => status === 'Disabled')?.id ?? allot.id();
  const ids = [`glip-${random.digits(8)}`, `glip-${random.digits(8)}`, allot.id(), allot.id(), twin];
  return commonNames(random, ids.length).map(({ firstName, lastName }, place) => {
    const id = ids[place] as string;
    const domain = id.startsWith('glip-') ? 'mail.example' : `other-${otherCompany}.example`;
    return {
      id,
      firstName,
      lastName,
      email: `${firstName}.${lastName}@${domain}`.toLowerCase(),
      ...(id.startsWith('glip-') ? {} : { companyId: otherCompany }),
    };
  });
}

export function chats(
  random: Random,
  allot: Allotment,
  staff: readonly Extension[],
  guests: readonly Visitor[],
  createdAt: number,
): Chat[] {
  const active = staff.filter(({ status, deleted }) => status === 'Enabled' && !deleted);
  const of = (department: string) => active.filter((person) => person.department === department).map(({ id }) => id);
  const ids = active.map(({ id }) => id);
  const someone = (count: number) => random.shuffle(ids).slice(0, count);
  const [guest, , external, , twin] = guests.map(({ id }) => id) as [string, string, string, string, string];
  let created = createdAt;
  const chat = (type: Chat['type'], members: readonly string[], more: Partial<Chat> = {}): Chat => {
    created += random.whole(60_000, 6 * 3_600_000);
    return { id: allot.id(), type, members: [...members], creationTime: new Date(created).toISOString(), ...more };
  };
  const team = (name: string, members: readonly string[], more: Partial<Chat> = {}) =>
    chat('Team', [...new Set(members)], { name, public: false, status: 'Active', ...more });
  const place = random.pick(['Hall', 'Lounge', 'Floor', 'Desk', 'Room']);
  const [alice, bob, carol, dan] = ids as [string, string, string, string];
  return [
    chat('Everyone', ids, { name: 'Everyone' }),
    team(`Sales ${place}`, of('Sales').slice(0, 8)),
    team(`Support ${place}`, of('Support')),
    team(`Company ${random.pick(['Picnic', 'News', 'Choir'])}`, [...new Set([alice, bob, ...someone(32)])].slice(0, 30), {
      public: true,
    }),
    team(`${random.pick(['Tea', 'Coffee', 'Lunch'])} *for* two`, [alice, bob]),
    team(`Guest ${place}`, [alice, carol, ...someone(3), guest]),
    team(`Partner ${place}`, [bob, dan, ...someone(3), external, twin]),
    team(`Old ${place} 2019`, someone(5), { status: 'Archived' }),
    chat('Group', [alice, carol, dan]),
    ...ids.map((id) => chat('Personal', [id])),
    chat('Direct', [alice, bob]),
    chat('Direct', [bob, carol]),
    chat('Direct', [alice, guest]),
    chat('Direct', someone(2)),
  ];
}
