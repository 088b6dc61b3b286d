/** The company in which refusals are tried, and what holds in each circumstance a refusal may name. */
import type { Circumstance } from '../../../src/bot/command/refusal.js';
import type { AccessPolicy } from '../../../src/core/access/policy.js';
import type { RoomSetting } from '../../../src/core/access.js';
import type { Chat, Person } from '../../../src/core/chat.js';
import type { Digest } from '../../../src/core/digest.js';
import { directoryOf, type Extension, kindOf } from '../../../src/core/directory.js';
import { accountId, chatId, extensionId, type PersonId, personId } from '../../../src/core/model.js';
import type { Connection } from '../../../src/ports.js';

export const company = accountId('1');
export const self = personId('900');
export const now = Date.UTC(2026, 10, 18, 20);
export const locale = { zone: 'Europe/London', language: 'en-GB', hour12: false };
export const here = chatId('5001');

const extension = (id: string, name: string, extensionNumber: string, more: Partial<Extension> = {}): Extension => ({
  id: extensionId(id),
  kind: kindOf(more.type ?? 'User'),
  type: 'User',
  status: 'Enabled',
  name,
  extensionNumber,
  numbers: [],
  ...more,
});

const extensions = [
  extension('101', 'Carol Diaz', '101'),
  extension('102', 'Alice Chen', '104'),
  extension('103', 'Alice Anderson', '118'),
  extension('104', 'Bob Ray', '105'),
  extension('105', 'Hedda Berg', '109'),
  extension('106', 'Lea Left', '111', { status: 'Deleted' }),
  extension('201', 'Support', '200', { type: 'Department' }),
  extension('202', 'Sales', '210', { type: 'Department' }),
  extension('203', 'Main Menu', '300', { type: 'IvrMenu' }),
  extension('900', 'Switchboard', '900', { type: 'Bot' }),
  extension('901', 'Robot', '901', { type: 'Bot' }),
];
export const directory = directoryOf(company, extensions);

/** Whom a mention by first name means; nobody knows Una. */
export const mentioned: Readonly<Record<string, string>> = {
  alice: '102',
  bob: '104',
  carol: '101',
  hedda: '105',
  robot: '901',
  gus: 'glip-7',
  xenia: '777',
  una: '4711',
};

const person = (id: string, name: string, account: string): [PersonId, Person] => [
  personId(id),
  { id: personId(id), name, companyId: accountId(account) },
];
export const persons = new Map([...extensions.map(({ id, name }) => person(id, name, '1')), person('777', 'Xenia Extern', '2')]);

const carol = personId('101');
const bob = personId('104');

export interface Setting {
  readonly asker: PersonId;
  readonly chat: Chat;
  readonly shows: RoomSetting | null;
  readonly colleagues: AccessPolicy['colleagues'];
  readonly peopleAreRead: boolean;
  readonly connection: Connection | null;
  /** What a consent lacks. */
  readonly lacks: string | null;
  readonly digests: readonly Digest[];
  /** It is a digest of the asker that asks. */
  readonly byDigest: boolean;
}

const team: Chat = {
  id: here,
  type: 'Team',
  archived: false,
  members: [carol, personId('102'), personId('103'), bob, self],
  readAt: now,
};
const direct: Chat = { ...team, type: 'Direct', members: [carol, self] };

const inATeam: Setting = {
  asker: carol,
  chat: team,
  shows: null,
  colleagues: 'totals',
  peopleAreRead: true,
  connection: { kind: 'operator' },
  lacks: null,
  digests: [],
  byDigest: false,
};

const digest = (id: number, more: Partial<Digest> = {}): Digest => ({
  id,
  chat: here,
  owner: carol,
  cron: '0 9 * * *',
  schedule: 'daily at 9:00',
  zone: 'Europe/London',
  say: 'calls yesterday',
  paused: false,
  nextAt: now,
  source: 'chat',
  ...more,
});
const consentOf = (by: PersonId): Connection => ({ kind: 'consent', by, at: now, lostAt: null });
const withoutAsker = (team.members ?? []).filter((id) => id !== carol);

const differing: Readonly<Record<Circumstance, Partial<Setting>>> = {
  'direct chat': { chat: direct },
  'private team': { shows: 'private' },
  'chat of the whole company': { chat: { ...team, type: 'Everyone' } },
  'team whose members are not told': { chat: { id: here, type: 'Team', archived: false, readAt: now } },
  'asked by a guest': { asker: personId('glip-7'), chat: { ...team, members: [...withoutAsker, personId('glip-7')] } },
  'asked after leaving': { chat: { ...team, members: withoutAsker } },
  'colleagues see only themselves': { colleagues: 'self' },
  'before people are read': { peopleAreRead: false },
  'before anybody connected': { chat: direct, peopleAreRead: false, connection: null },
  'connected by Bob': { chat: direct, connection: consentOf(bob) },
  'connected by the asker': { chat: direct, connection: consentOf(carol) },
  'consent not configured': {
    chat: direct,
    peopleAreRead: false,
    connection: null,
    lacks: 'RINGCENTRAL_CLIENT_ID and RINGCENTRAL_CLIENT_SECRET are not set',
  },
  'twenty digests': { digests: Array.from({ length: 20 }, (_, index) => digest(index + 1)) },
  'Bob’s digest': { digests: [digest(1, { owner: bob })] },
  'own digest': { digests: [digest(1)] },
  'configured digest': { digests: [digest(1, { source: 'config' })] },
  'digest of somebody who left': { byDigest: true, chat: { ...team, members: withoutAsker } },
};

/** A colleague in a team, but for what differs. */
export const settingOf = (where?: Circumstance): Setting => ({ ...inATeam, ...(where && differing[where]) });
