/** The operator's look at everything the bot needs, from Node to the last call that was read, in the order in which it depends. */
import type { Settings } from '../../config.js';
import { type AccountId, accountId } from '../../core/model.js';
import type { Clock, Log } from '../../ports.js';
import type { SecretStore } from '../credentials.js';
import { proofPurpose } from '../http/selfProof.js';
import { readRemembered, wantedFilters, webhookPath } from '../ringcentral/accountSubscriptions.js';
import { accountName } from '../ringcentral/environmentReader.js';
import { readIdentity } from '../ringcentral/identity.js';
import { listSubscriptions } from '../ringcentral/subscriptionCalls.js';
import { findKey, inspectStore } from '../store/inspect.js';
import { checkAddress } from './address.js';
import { checkBotPermissions, checkInstalled, checkToken } from './bot.js';
import { examineCompanies } from './companies.js';
import { checkConfiguration, checkEnvironment, checkNode } from './configuration.js';
import { checkEncryption } from './encryption.js';
import { type Examined, examine, type Finding, fine, type Subject } from './examine.js';
import { checkClock, checkPlatform } from './platform.js';
import { appPermission, checkLogin, checkScopes, checkUserPermissions } from './reader.js';
import { checkCalls, checkDatabase, checkKey, checkMigrations, checkPeople, checkWorkers } from './storage.js';
import { subjects } from './subjects.js';
import { checkSubscription } from './subscription.js';

export interface DoctorOptions {
  /** As `process.version` tells it. */
  readonly nodeVersion: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Throws SettingsError with every fault. */
  readonly readSettings: () => Settings;
  /** `bot.config.ts` was changed after the build. */
  readonly builtLate: boolean;
  readonly clock: Clock;
  readonly log: Log;
}

/** Yields findings as they come. Writes nothing anywhere, and may run beside the bot. */
export async function* examineAll(options: DoctorOptions): AsyncGenerator<Finding> {
  const { clock, log } = options;
  yield* examine(subjects.node, [], () => checkNode(options.nodeVersion));
  const settings = yield* examine(subjects.configuration, [], () => checkConfiguration(options.readSettings, options.builtLate));
  yield* examine(subjects.environment, [], () => checkEnvironment(options.environment, settings.value?.bot.install.public));
  const set = <Name extends keyof Settings>(name: Name, item: string): Examined<NonNullable<Settings[Name]>> => ({
    item: settings.value === undefined ? settings.item : item,
    value: settings.value?.[name] as NonNullable<Settings[Name]> | undefined,
  });
  const databaseUrl = set('databaseUrl', 'DATABASE_URL');
  const server = set('server', 'RINGCENTRAL_SERVER');
  const publicUrl = set('publicUrl', 'RINGCENTRAL_CHATBOT_SERVER');
  const readerApp = withJwt(set('readerApp', "the reader's variables"));
  const manyCompanies = settings.value?.bot.install.public ?? false;

  const store = yield* examine(subjects.database, [databaseUrl], async (url) => checkDatabase(await inspectStore(url, log)));
  let logOut: (() => Promise<void>) | undefined;
  try {
    const tables = yield* examine(subjects.migrations, [store], checkMigrations);
    const key = yield* examine(subjects.key, [databaseUrl], (url) =>
      checkKey(findKey(url, settings.value?.secretKey), store.value ?? null),
    );
    const platform = yield* examine(subjects.platform, [server], (url) => checkPlatform(url, clock));
    yield* examine(subjects.clock, [platform], checkClock);
    const world = { server: server.value ?? '', clock, log };

    const login = yield* unless(manyCompanies && !readerApp.value, subjects.login, () =>
      examine(subjects.login, [readerApp, platform], (app) => checkLogin(app, world)),
    );
    logOut = login.value?.logOut;
    const asked = <Value>(subject: Subject, run: () => AsyncGenerator<Finding, Examined<Value>>) =>
      unless(manyCompanies && !readerApp.value, subject, run);
    const scopes = yield* asked(subjects.scopes, () => examine(subjects.scopes, [login], checkScopes));
    const scope = (name: string): Examined<true> =>
      scopes.value ? { item: appPermission(name), value: scopes.value.has(name) || undefined } : { ...scopes, value: undefined };
    const user = yield* asked(subjects.user, () =>
      examine(subjects.user, [login, scope('ReadAccounts')], async ({ api }) => {
        const identity = await readIdentity(api, 'people');
        return fine(`extension ${identity.extension} of account ${identity.account}`, identity);
      }),
    );
    yield* asked(subjects.permissions, () => examine(subjects.permissions, [login, user], checkUserPermissions));

    const readable: Examined<ReturnType<NonNullable<typeof store.value>['readWith']>> = firstLacking([store, tables, key]) ?? {
      item: key.item,
      value: key.value && store.value?.readWith(key.value),
    };
    const remembered = user.value?.account ?? (await accountIn(readable.value?.secrets));
    const bot = yield* examine(subjects.installed, [readable], ({ bots }) => checkInstalled(bots, remembered));
    const account = { item: user.item, value: remembered };
    const token = yield* examine(subjects.token, [bot, platform], (row) => checkToken(row, account.value ?? null, world));
    const living = yield* examine(subjects.botPermissions, [bot, token], (row) => checkBotPermissions(row, world));

    const encrypted = yield* examine(subjects.encryption, [publicUrl], (url) => checkEncryption(url, clock.now()));
    yield* examine(subjects.address, [publicUrl, encrypted], (url) =>
      checkAddress({ publicUrl: url, port: settings.value?.port ?? 0, key: key.value?.derive(proofPurpose) ?? null }),
    );
    const hearing = { address: `${publicUrl.value}${webhookPath}`, now: clock.now() };
    yield* examine(subjects.botSubscription, [publicUrl, readable, living, bot], async (_, kept, { self, listed }, row) =>
      checkSubscription({
        ...hearing,
        listed,
        owner: self,
        made: await readRemembered(kept.secretsOf(row.account), 'bot'),
        wanted: wantedFilters('bot', new Set()),
        dictated: settings.value?.verificationToken,
      }),
    );
    yield* asked(subjects.readerSubscription, () =>
      examine(
        subjects.readerSubscription,
        [publicUrl, readable, login, scope('SubscriptionWebhook'), user],
        async (_, kept, reader, __, { account: own, extension }) =>
          checkSubscription({
            ...hearing,
            listed: await listSubscriptions(reader.api),
            owner: extension,
            made: await readRemembered(kept.secretsOf(own), 'reader'),
            wanted: wantedFilters('reader', reader.scopes),
          }),
      ),
    );
    yield* examine(subjects.workers, [readable, store], async ({ bots }, kept) => {
      const installed = (await bots.all()).map((row) => row.account);
      return checkWorkers(await kept.workers(), [...new Set([...(remembered ? [remembered] : []), ...installed])]);
    });
    yield* asked(subjects.people, () =>
      examine(subjects.people, [store, tables, account], async (kept, _, id) =>
        checkPeople((await kept.freshness(id)).people, clock.now()),
      ),
    );
    yield* asked(subjects.calls, () =>
      examine(subjects.calls, [store, tables, account], async (kept, _, id) =>
        checkCalls((await kept.freshness(id)).calls, clock.now()),
      ),
    );
    if (readable.value && store.value && platform.value)
      yield* examineCompanies({ ...readable.value, store: store.value, world, except: remembered });
  } finally {
    await logOut?.();
    await store.value?.close();
  }
}

/** Says nothing where an examination has no object. */
async function* unless<Value>(
  pointless: boolean,
  { item }: Subject,
  run: () => AsyncGenerator<Finding, Examined<Value>>,
): AsyncGenerator<Finding, Examined<Value>> {
  return pointless ? { item, value: undefined } : yield* run();
}

/** The operator's own reader is one with a JWT. */
const withJwt = ({ item, value }: Examined<NonNullable<Settings['readerApp']>>) => ({
  item,
  value: value?.jwt === undefined ? undefined : { ...value, jwt: value.jwt },
});

/** The account the bot remembers its reader by. */
async function accountIn(secrets: Pick<SecretStore, 'read'> | undefined): Promise<AccountId | undefined> {
  const remembered = await secrets?.read(accountName).catch(() => null);
  return remembered ? accountId(remembered) : undefined;
}

const firstLacking = (examined: readonly Examined<unknown>[]) => {
  const lacking = examined.find(({ value }) => value === undefined);
  return lacking && { item: lacking.item, value: undefined };
};
