/** One whole company from one number: who works there, how they are reached, who answers what, and where they talk. */
import { chats, visitors } from './company/chats.js';
import { groups } from './company/groups.js';
import { allotment } from './company/ids.js';
import { phoneNumbers } from './company/numbers.js';
import { people } from './company/people.js';
import type { Company } from './model.js';
import { seeded } from './random.js';

interface CompanyOptions {
  /** Digits; without it the seed gives one. */
  readonly accountId?: string;
  /** Epoch ms at which the first chat was made. */
  readonly createdAt?: number;
}

const firstChatAt = Date.UTC(2024, 0, 15, 9);

/** The same seed and options give the same company, value for value; the bot is not in it. */
export function seedCompany(seed: number, options: CompanyOptions = {}): Company {
  const random = seeded('company', seed);
  const accountId = options.accountId ?? random.digits(10);
  const allot = allotment(random, [accountId]);
  const brand = random.pick(['Acorn', 'Borealis', 'Cobalt', 'Dune', 'Ember', 'Fjord', 'Granite', 'Heron', 'Isle', 'Juniper']);
  const trade = random.pick(['Freight', 'Instruments', 'Bicycles', 'Optics', 'Robotics', 'Timber', 'Textiles']);
  const siteId = allot.id();
  const staff = people(random, allot, `${brand}-${trade}.example`.toLowerCase(), siteId);
  const { extensions: others, queues } = groups(random, allot, staff, siteId);
  const extensions = [...staff, ...others];
  const numbers = phoneNumbers(random, allot, extensions);
  const known = visitors(random, allot, staff);
  return {
    id: accountId,
    name: `${brand} ${trade} & Co.`,
    timeZone: 'America/Los_Angeles',
    mainNumber: numbers[0]?.phoneNumber ?? '',
    extensions,
    numbers,
    queues: [...queues],
    visitors: known,
    chats: chats(random, allot, staff, known, options.createdAt ?? firstChatAt),
  };
}
