/** Who works there: departments, names easy and hard, zones, permissions, and those who have left. */
import type { Extension } from '../model.js';
import type { Random } from '../random.js';
import type { Allotment } from './ids.js';
import { commonNames, foreignNames, hostileNames, lastName, type PersonName } from './names.js';

const departments = ['Sales', 'Support', 'Engineering', 'Finance', 'Marketing', 'Operations', 'Human Resources'] as const;
/** An old alias is among them, and zones whose offset is not whole hours or whose summer time is half an hour. */
const zones = [
  ['America/New_York', 'en-US'],
  ['America/Los_Angeles', 'en-US'],
  ['US/Pacific', 'en-US'],
  ['Europe/London', 'en-GB'],
  ['Asia/Kathmandu', 'en-GB'],
  ['Australia/Lord_Howe', 'en-AU'],
  ['Europe/Berlin', 'de-DE'],
] as const;

const reader = ['FullCompanyCallLog', 'ReadExtensions', 'ReadCompanyPhoneNumbers', 'ReadCallLog'] as const;
const everybody = ['ReadExtensions', 'ReadCallLog'] as const;

type Draft = PersonName & Partial<Extension>;

const serviceFirstName = 'Call Log';

/** The user that only reads; it neither calls nor is called. */
export function isServiceUser({ firstName }: Extension): boolean {
  return firstName === serviceFirstName;
}

/** The first eight are in every seed, so that a newcomer can be told to ask about them. */
function drafts(random: Random, mentionedId: string): Draft[] {
  const known: Draft[] = [
    { firstName: 'Alice', department: 'Sales', timeZone: 'America/New_York' },
    { firstName: 'Bob', department: 'Sales' },
    { firstName: 'Carol', department: 'Support' },
    { firstName: 'Dan', department: 'Support', timeZone: 'Europe/London', locale: 'en-GB' },
    { firstName: 'Erin', department: 'Executive' },
    { firstName: 'Frank', department: 'Assistants' },
    { firstName: 'Grace', department: 'Operations', permissions: [...reader, 'EditCompanyInfo'] },
    { firstName: 'Heidi', department: 'Sales', permissions: ['FullCompanyCallLog', ...everybody] },
  ].map((draft) => ({ ...draft, lastName: lastName(random) }));
  const double = commonNames(random, 1)[0] as PersonName;
  const rest = commonNames(random, 50).filter((name) => name.firstName !== double.firstName || name.lastName !== double.lastName);
  const common = rest
    .slice(0, 46)
    .map((name, place) => ({ ...name, department: departments[place % departments.length] as string }));
  const hard = [...foreignNames(random), ...hostileNames(random, mentionedId)];
  return [
    ...known,
    ...common,
    ...hard.map((name, place) => ({ ...name, department: departments[place % departments.length] as string })),
    { ...double, department: 'Support' },
    { ...double, department: 'Finance' },
    { firstName: random.pick(['Ingrid', 'Oscar', 'Paula']), lastName: lastName(random), department: 'Executive' },
    { firstName: random.pick(['Judy', 'Ruth', 'Niaj']), lastName: lastName(random), department: 'Assistants' },
    { ...gone(random, 'Disabled'), status: 'Disabled' },
    { ...gone(random, 'Disabled'), status: 'Disabled' },
    { ...gone(random, 'NotActivated'), status: 'NotActivated' },
    { ...gone(random, 'NotActivated'), status: 'NotActivated' },
    { ...gone(random, 'deleted'), deleted: true },
    { ...gone(random, 'deleted'), deleted: true },
    { ...gone(random, 'deleted'), deleted: true },
    { firstName: random.pick(['Sybil', 'Trent']), lastName: lastName(random), department: 'Finance', hidden: true },
    { firstName: serviceFirstName, lastName: `Reader ${random.digits(3)}`, department: 'Operations', permissions: reader },
  ];
}

const leaverNames: Readonly<Record<string, readonly string[]>> = {
  Disabled: ['Mallory', 'Edgar', 'Norma'],
  NotActivated: ['Peggy', 'Nolan', 'Newton'],
  deleted: ['Victorine', 'Walter', 'Gustav', 'Oda'],
};

function gone(random: Random, why: string): Draft {
  return { firstName: random.pick(leaverNames[why] ?? []), lastName: lastName(random), department: random.pick(departments) };
}

function email({ firstName, lastName }: PersonName, extensionNumber: string, domain: string, used: Set<string>): string {
  const plain = `${firstName}.${lastName}`
    .normalize('NFKD')
    .replace(/[^A-Za-z.]/g, '')
    .toLowerCase();
  const wanted = /^[a-z]+\.[a-z]+$/.test(plain) && plain.length < 60 ? plain : `user${extensionNumber}`;
  const local = used.has(wanted) ? `${wanted}${extensionNumber}` : wanted;
  used.add(local);
  return `${local}@${domain}`;
}

/** Extensions of type User. The one whose name mentions somebody mentions Alice, the first of the list. */
export function people(random: Random, allot: Allotment, domain: string, siteId: string): Extension[] {
  const firstId = allot.id();
  const used = new Set<string>();
  const staff: Extension[] = [];
  for (const [place, draft] of drafts(random, firstId).entries()) {
    // Extension numbers are given out again: the first who left had the number of somebody who is here.
    const again = draft.deleted && !staff.some(({ deleted }) => deleted) ? staff[10]?.extensionNumber : undefined;
    const extensionNumber = again ?? allot.extensionNumber();
    const [timeZone, locale] = zones[place % zones.length] as (typeof zones)[number];
    const own = { timeZone, locale, ...draft };
    // A few have no zone of their own: they live by the account's.
    const { timeZone: zone, ...zoneless } = own;
    staff.push({
      id: place === 0 ? firstId : allot.id(),
      extensionNumber,
      type: 'User',
      status: 'Enabled',
      permissions: everybody,
      timeFormat: own.locale === 'en-US' && !random.chance(0.15) ? '12h' : '24h',
      email: email(draft, extensionNumber, domain, used),
      ...(random.chance(0.3) ? { siteId } : {}),
      ...(place > 8 && place % 11 === 0 ? zoneless : { ...zoneless, timeZone: zone }),
    });
  }
  return staff;
}
