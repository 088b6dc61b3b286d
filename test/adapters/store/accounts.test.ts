/** No account's data can be reached without its name: not by the doors of the store, and not by a query behind them. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { accountTables } from '../../../src/adapters/store/models.js';
import { engines, stopEngines } from './engines.js';

const root = fileURLToPath(new URL('../../../src/', import.meta.url));
const sources = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .map((file) => file.replaceAll('\\', '/'))
  .filter((file) => file.endsWith('.ts'));
const textOf = (file: string) => readFileSync(join(root, file), 'utf8');

afterAll(stopEngines);

/** Doors that hand out data of one account only to whoever names it. */
const named = ['account', 'secretsOf'];
/** What works for all accounts at once; each row it tells of names its own. */
const acrossAccounts = ['inbox', 'work', 'bots', 'consents', 'leases'];
const ofNoAccount = ['secrets', 'news', 'deriveKey', 'ready', 'close'];

test('the store has these doors and no other: a new one must say whose data it hands out', async () => {
  const database = await engines[0]?.database();
  const store = await database?.open();
  expect(Object.keys(store ?? {}).sort()).toEqual([...named, ...acrossAccounts, ...ofNoAccount].sort());
  await database?.close();
});

/** Who may use what is in the store's room; types hand out nothing. */
const doors: Readonly<Record<string, readonly string[]>> = {
  open: ['main/run.ts'],
  inspect: ['adapters/writeAudit.ts', 'adapters/doctor/doctor.ts', 'adapters/status/accounts.ts'],
  rotate: ['main/operator.ts'],
  'rotation-report': ['main/operator.ts'],
  'recount-all': ['main/operator.ts'],
  'store-error': ['adapters/doctor/examine.ts'],
};

test('nothing outside the store’s room reaches into it but by its doors', () => {
  const reached = sources
    .filter((file) => !file.startsWith('adapters/store/'))
    .flatMap((file) =>
      [...textOf(file).matchAll(/^(?:import|export) (?!type )[^'";]*?from '[^']*(?:adapters|\.\.)\/store\/([\w-]+)\.js'/gm)].map(
        ([, target = '']) => ({ file, target }),
      ),
    );
  expect(reached.length).toBeGreaterThan(3);
  expect(reached.filter(({ file, target }) => !doors[target]?.includes(file))).toEqual([]);
});

test('nothing but the store’s room speaks to a database', () => {
  const speaking = sources.filter(
    (file) =>
      !file.startsWith('adapters/store/') &&
      /from '(sequelize|sqlite3|pg|umzug)'|\b(SELECT|INSERT INTO|DELETE FROM)\s+\w/.test(textOf(file)),
  );
  expect(speaking).toEqual([]);
});

/** What is done for all accounts on purpose: work and its leases, the change of keys, the operator's census, and these. */
const wholeStore = ['jobs.ts', 'leases.ts', 'reencrypt.ts', 'rotate.ts', 'census.ts', 'inspect.ts'];
const onPurpose: readonly RegExp[] = [
  // What is not answered yet, each with its account; and what was answered long ago goes whosever it was.
  /^SELECT \* FROM deliveries WHERE state IN/,
  /^DELETE FROM deliveries WHERE state = 'answered' AND answered_at/,
  // A delivery's uuid begins with its account, and is the key.
  /^UPDATE deliveries SET state = '(posting|answered)'.* WHERE uuid = \$1/,
  /^(UPDATE|DELETE FROM) posted_answers .*WHERE delivery = \$1/,
  // Bots and consents as a whole, at the start.
  /^find (bots|connections) \{\}$/,
];

test('every query of a table with accounts names the account, but for the few that are for all on purpose', () => {
  const tables = accountTables.join('|');
  const nameless = readdirSync(join(root, 'adapters/store'))
    .filter((file) => file.endsWith('.ts') && !wholeStore.includes(file))
    .flatMap((file) => {
      const text = textOf(`adapters/store/${file}`);
      const queries = [...text.matchAll(/`((?:[^`\\]|\\.)*)`|'((?:[^'\\\n]|\\.)*)'/g)].map(([, long, short]) =>
        (long ?? short ?? '').replace(/\s+/g, ' ').trim(),
      );
      const sql = queries.filter((query) => new RegExp(`\\b(FROM|INTO|UPDATE|JOIN) (${tables}|\\$\\{table\\})\\b`).test(query));
      const found = [...text.matchAll(/\.(?:find|remove)\(\s*'(\w+)',\s*(\{[^{}]*\})/g)]
        .filter(([, table = '']) => (accountTables as readonly string[]).includes(table))
        .map(([, table, where]) => `find ${table} ${where}`);
      return [...sql, ...found].map((query) => ({ file, query }));
    })
    .filter(
      ({ query }) =>
        !/\baccount\b|\$\{(?:ofThese|those)\}|\$\{asked\(|\$\{callNames\}|\$\{participationNames\}|\$\{names\}/.test(query),
    )
    .filter(({ query }) => !onPurpose.some((form) => form.test(query)));
  expect(nameless).toEqual([]);
});
