/** Whose token it is: readExtension of `~` tells the extension, its type and its account. */
import { z } from 'zod';
import { Outage } from '../../core/errors.js';
import { type AccountId, accountId, type ExtensionId, extensionId } from '../../core/model.js';
import type { Api, ApiRequest } from './request.js';
import { id, optionalId, optionalObject, optionalText } from './wire.js';

const ownExtension = z.object({
  id,
  type: optionalText,
  name: optionalText,
  uri: optionalText,
  account: optionalObject({ id: optionalId, uri: optionalText }),
});

export interface Identity {
  readonly account: AccountId;
  readonly extension: ExtensionId;
  /** `AllExtensionTypesEnum` of the contract; empty where not told. */
  readonly type: string;
  readonly name?: string;
}

/** readExtension, and readAccountInfo where the extension does not name its account. */
export async function readIdentity(api: Api, priority: ApiRequest['priority']): Promise<Identity> {
  const own = await api.call(
    { operation: 'readExtension', group: 'Light', priority, path: '/restapi/v1.0/account/~/extension/~' },
    ownExtension,
  );
  const told = own.account?.id ?? accountIn(own.account?.uri) ?? accountIn(own.uri);
  const account = told ?? (await readAccountId(api, priority));
  return {
    account: accountId(account),
    extension: extensionId(own.id),
    type: own.type ?? '',
    ...(own.name !== undefined && { name: own.name }),
  };
}

const accountIn = (uri: string | undefined) => /\/account\/(\d+)(?:\/|$)/.exec(uri ?? '')?.[1];

async function readAccountId(api: Api, priority: ApiRequest['priority']): Promise<string> {
  const info = await api.call(
    { operation: 'readAccountInfo', group: 'Light', priority, path: '/restapi/v1.0/account/~' },
    z.object({ id: optionalId }),
  );
  if (info.id === undefined) throw new Outage('readAccountInfo: names no account', { status: 200, code: 'malformed' });
  return info.id;
}
