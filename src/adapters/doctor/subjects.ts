/** What is examined, by the name an operator reads, with what it breaks and where it is mended. */
import type { Subject } from './examine.js';

const step = (number: number | string) => `README, Install for real, step ${number}`;
const remade = `the running bot makes it anew within five minutes; if it does not, see public address and its log`;

export const subjects = {
  node: { item: 'Node', breaks: 'the bot may not start', fix: 'install a newer Node' },
  configuration: {
    item: 'configuration',
    breaks: 'the bot does not start',
    fix: '.env and bot.config.ts; README, Configuration',
  },
  environment: { item: 'environment', breaks: '', fix: '' },
  database: { item: 'database', breaks: 'nothing can be stored or answered', fix: `DATABASE_URL; ${step(5)}` },
  migrations: {
    item: 'tables',
    breaks: 'the program does not fit its data',
    fix: 'start the bot anew: it brings them up to date',
  },
  key: {
    item: 'secret key',
    breaks: 'stored tokens cannot be read, and the bot does not start',
    fix: 'put the former key back, or begin with an empty database and install again; README, Operating',
  },
  platform: { item: 'RingCentral', breaks: 'everything', fix: 'RINGCENTRAL_SERVER, and the way out of this network' },
  clock: { item: 'clock', breaks: '', fix: '' },
  login: { item: 'reader login', breaks: 'people and calls cannot be read', fix: `RINGCENTRAL_JWT; ${step(2)}` },
  scopes: { item: 'reader app permissions', breaks: '', fix: '' },
  user: { item: 'service user', breaks: 'people and calls cannot be read', fix: step(2) },
  permissions: { item: 'service user permissions', breaks: 'it is not known what may be read', fix: step(2) },
  installed: { item: 'bot installed', breaks: 'nobody can ask anything', fix: `developer console, the bot app, Bot; ${step(6)}` },
  token: {
    item: 'bot token',
    breaks: 'the bot can neither read nor write',
    fix: `remove the bot and install it again; ${step(6)}`,
  },
  botPermissions: { item: 'bot app permissions', breaks: 'the bot may be unable to talk', fix: step(3) },
  encryption: { item: 'HTTPS', breaks: 'RingCentral delivers no events', fix: `the reverse proxy; ${step(4)}` },
  address: {
    item: 'public address',
    breaks: 'RingCentral cannot deliver events, so the bot hears nothing',
    fix: `RINGCENTRAL_CHATBOT_SERVER and the reverse proxy; ${step(4)}. Some networks cannot reach their own public address: then ask from outside`,
  },
  botSubscription: { item: 'events of chats', breaks: 'the bot hears no questions', fix: remade },
  readerSubscription: { item: 'events of people and calls', breaks: 'changes are noticed late', fix: remade },
  consent: {
    item: 'consent',
    breaks: 'its people and calls cannot be read',
    fix: 'somebody there whose role may see the call log writes connect to the bot in a direct chat',
  },
  workers: {
    item: 'process at work',
    breaks: 'nothing is read, and no question is answered',
    fix: `start the bot; if it runs, see its log; ${step(6)}`,
  },
  people: {
    item: 'people',
    breaks: 'nobody is known, or not as they are now',
    fix: `start the bot; if it runs, see its log; ${step(5)}`,
  },
  calls: { item: 'calls', breaks: 'answers are not up to date', fix: `start the bot; if it runs, see its log; ${step(5)}` },
} as const satisfies Readonly<Record<string, Subject>>;
