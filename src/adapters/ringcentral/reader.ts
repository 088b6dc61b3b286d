/** The reader: people and calls of one account, by a service user's JWT or a person's consent. */
import { z } from 'zod';
import type { Locale } from '../../core/chat.js';
import { Outage } from '../../core/errors.js';
import type { ExtensionId } from '../../core/model.js';
import type { Clock, Log, Metrics, Reader } from '../../ports.js';
import { createCallLogReader } from './callLog.js';
import { readDirectory } from './directory.js';
import { type Identity, readIdentity } from './identity.js';
import type { Sleep } from './pause.js';
import { type Api, createApi } from './request.js';
import { createClient } from './sdk.js';
import { createSession, type Grant } from './session.js';
import { flag, optionalObject, optionalText } from './wire.js';

export interface ReaderOptions {
  readonly server: string;
  readonly app: { readonly clientId: string; readonly clientSecret: string };
  readonly grant: Grant;
  /** What counts for extensions that do not tell how they read time. */
  readonly locale: Locale;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics?: Pick<Metrics, 'platformRequest'>;
  readonly sleep?: Sleep;
  /** Whether this process may speak to the platform now. */
  readonly mayAsk?: () => boolean;
}

export interface ConnectedReader extends Reader {
  /** The reading user's extension and account; read once, asked again after a failure. */
  identity(): Promise<Identity>;
  /** The reader application's permissions, e.g. ReadCallLog, CallControl. */
  scopes(): Promise<ReadonlySet<string>>;
  readonly api: Api;
}

const regional = z.object({
  regionalSettings: optionalObject({
    timezone: optionalObject({ name: optionalText }),
    formattingLocale: optionalObject({ localeCode: optionalText }),
    timeFormat: optionalText,
  }),
});

const permission = z.object({
  successful: flag,
  details: optionalObject({ scopes: z.array(z.string()).nullish().catch(undefined) }),
});

const wholeAccount = ['Account', 'AllExtensions', 'UserExtensions', 'Federation'];

export function createReader(options: ReaderOptions): ConnectedReader {
  const { log, clock } = options;
  const client = createClient({
    server: options.server,
    clientId: options.app.clientId,
    clientSecret: options.app.clientSecret,
    name: `reader-${options.app.clientId}`,
  });
  const session = createSession({ client, api: createApi({ ...options, client }), grant: options.grant, clock, log });
  const { api } = session;
  let known: Promise<Identity> | undefined;

  const identity = () => {
    known ??= readIdentity(api, 'background').catch((error: unknown) => {
      known = undefined;
      throw error;
    });
    return known;
  };

  return {
    api,
    identity,
    scopes: session.scopes,
    directory: async () => readDirectory(api, (await identity()).account, log),
    locale: (extension) => readLocale(api, extension, options.locale),
    holds: (extension, id) => holds(api, extension, id),
    ...createCallLogReader(api, log),
  };
}

const pathOf = (extension: ExtensionId) => `/restapi/v1.0/account/~/extension/${encodeURIComponent(extension)}`;

async function readLocale(api: Api, extension: ExtensionId, fallback: Locale): Promise<Locale> {
  const { regionalSettings } = await api.call(
    { operation: 'readExtension', group: 'Light', priority: 'people', path: pathOf(extension) },
    regional,
  );
  const format = regionalSettings?.timeFormat;
  return {
    zone: regionalSettings?.timezone?.name ?? fallback.zone,
    language: regionalSettings?.formattingLocale?.localeCode?.replace('_', '-') ?? fallback.language,
    hour12: format === '12h' ? true : format === '24h' ? false : fallback.hour12,
  };
}

/** Null where the platform refuses to say. */
async function holds(api: Api, extension: ExtensionId, permissionId: string): Promise<boolean | null> {
  try {
    return (await permissionOf(api, extension, permissionId)) === 'account';
  } catch (fault) {
    if (fault instanceof Outage && [400, 403, 404].includes(fault.status)) return null;
    throw fault;
  }
}

/**
 * checkUserPermission: whether the role of an extension holds a permission, for itself only or over the account. The contract promises no
 * scopes: an answer that says yes without them says yes.
 */
export async function permissionOf(api: Api, extension: ExtensionId, permissionId: string): Promise<'none' | 'own' | 'account'> {
  const answer = await api.call(
    {
      operation: 'checkUserPermission',
      group: 'Light',
      priority: 'people',
      path: `${pathOf(extension)}/authz-profile/check`,
      query: { permissionId },
    },
    permission,
  );
  if (answer.successful !== true) return 'none';
  const scopes = answer.details?.scopes;
  return !scopes || scopes.length === 0 || scopes.some((scope) => wholeAccount.includes(scope)) ? 'account' : 'own';
}
