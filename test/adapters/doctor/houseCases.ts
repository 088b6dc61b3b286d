/** What can be wrong on the bot's own side: the program, its configuration, its store. */
import { chmodSync, copyFileSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createLog } from '../../../src/adapters/log.js';
import { openStore } from '../../../src/adapters/store/open.js';
import { type Case, database, variable } from './breaking.js';

const otherKey = Buffer.alloc(32, 7).toString('base64');
const inFile = (url: string) => url.replace('sqlite:', '');

export const houseCases: readonly Case[] = [
  { name: 'an old Node', finds: ['wrong Node'], visit: () => ({ nodeVersion: 'v20.18.9' }) },
  {
    name: 'faults of the configuration, all of them',
    finds: ['wrong configuration', 'wrong configuration'],
    says: /bot\.config\.ts: zone/,
    visit: () => ({ config: { zone: 'Mars/Olympus' }, env: { PORT: 'many' } }),
  },
  {
    name: 'a forgotten build',
    finds: ['warning configuration'],
    says: /newer than the build/,
    visit: () => ({ builtLate: true }),
  },
  ...['ID', 'SECRET'].flatMap((part): Case[] =>
    ['RINGCENTRAL_CLIENT', 'RINGCENTRAL_CHATBOT_CLIENT'].map((app) => ({
      name: `${app}_${part} is not set`,
      finds: [`missing ${app}_${part}`],
      visit: variable(`${app}_${part}`, ' '),
    })),
  ),
  { name: 'no JWT', finds: ['missing RINGCENTRAL_JWT'], visit: variable('RINGCENTRAL_JWT') },
  { name: 'no public address', finds: ['missing RINGCENTRAL_CHATBOT_SERVER'], visit: variable('RINGCENTRAL_CHATBOT_SERVER') },
  {
    name: 'no database yet',
    finds: ['missing database'],
    visit: (practice) => ({ env: { DATABASE_URL: `sqlite:${practice.folder}/none/switchboard.db` } }),
  },
  {
    name: 'a file that is no database',
    finds: ['wrong database'],
    visit: (practice) => {
      const file = join(mkdtempSync(join(practice.folder, 'odd-')), 'switchboard.db');
      writeFileSync(
        file,
        'this is a shopping list, and a long one at that, since SQLite reads a hundred bytes of it before it judges.',
      );
      return { env: { DATABASE_URL: `sqlite:${file}` } };
    },
  },
  {
    name: 'a PostgreSQL that is not there',
    finds: ['wrong database'],
    says: /ECONNREFUSED/,
    visit: (practice) => ({
      env: {
        DATABASE_URL: 'postgres://someone:reader-secret@127.0.0.1:1/none',
        BOT_SECRET_KEY: readFileSync(join(practice.folder, 'switchboard.key'), 'utf8').trim(),
      },
    }),
  },
  {
    name: 'a migration that has not run',
    finds: ['missing tables'],
    visit: database(`DELETE FROM migrations WHERE name LIKE '002%'`),
  },
  { name: 'a database from the future', finds: ['wrong tables'], visit: database(`INSERT INTO migrations VALUES ('999-later')`) },
  {
    name: 'another key',
    finds: ['wrong secret key'],
    says: /not the key, or lacks one/,
    visit: variable('BOT_SECRET_KEY', otherKey),
  },
  {
    name: 'a key in the middle of its change',
    finds: ['warning secret key'],
    says: /encrypted with two keys/,
    visit: async (practice) => {
      const url = await practice.copy();
      const file = join(inFile(url), '..', 'switchboard.key');
      writeFileSync(file, `${otherKey}\n${readFileSync(file, 'utf8')}`);
      const options = { databaseUrl: url, clock: { now: Date.now }, log: createLog('silent') };
      await (await openStore(options)).close();
      return { env: { DATABASE_URL: url } };
    },
  },
  {
    name: 'a lost key',
    finds: ['missing secret key'],
    visit: async (practice) => {
      const url = await practice.copy();
      const away = mkdtempSync(join(practice.folder, 'away-'));
      copyFileSync(inFile(url), join(away, 'switchboard.db'));
      return { env: { DATABASE_URL: `sqlite:${away}/switchboard.db` } };
    },
  },
  {
    name: 'a key others may read',
    finds: ['wrong secret key'],
    says: /others on this machine/,
    visit: async (practice) => {
      const url = await practice.copy();
      chmodSync(join(inFile(url), '..', 'switchboard.key'), 0o644);
      return { env: { DATABASE_URL: url } };
    },
  },
  { name: 'people never read', finds: ['missing people'], visit: database('DELETE FROM directories') },
  {
    name: 'people read long ago',
    finds: ['wrong people'],
    says: /days ago/,
    visit: database('UPDATE directories SET synced_at = 1700000000000'),
  },
  { name: 'calls never read', finds: ['missing calls'], visit: database('DELETE FROM call_syncs') },
  {
    name: 'calls read twenty minutes ago',
    finds: ['wrong calls'],
    says: /2\d min ago \(extractSync: 503\)/,
    visit: (practice) =>
      database(
        `UPDATE call_syncs SET state = '${JSON.stringify({ through: Date.now() - 20 * 60_000, trouble: 'extractSync: 503' })}'`,
      )(practice),
  },
  {
    name: 'calls read person by person',
    finds: ['warning calls'],
    visit: database(`UPDATE call_syncs SET state = '{"way":"people"}'`),
  },
];
