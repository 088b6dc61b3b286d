/** Whether a bearer is known, and whether its application and its user may do what they ask. */
import type { Operation } from './operations.js';
import { missingPermission, missingScope, notFound, refuse } from './refusal.js';
import type { AuthorisedRequest } from './request.js';
import type { Identity } from './tokens.js';
import { type Account, findExtension, type World } from './world.js';

/** What every user may without anybody granting it. */
const everyonesPermissions = ['ReadCompanyInfo'];

/** The identity behind an Authorization header; 401 when there is none, it is unknown, over, or its extension is gone. */
export function authenticate(header: string | undefined, world: World): { identity: Identity; account: Account } {
  const token = /^Bearer (.+)$/i.exec(header ?? '')?.[1];
  if (token === undefined) throw unauthorised('OAU-129', 'Access token is missing or corrupted');
  const identity = world.tokens.access.get(token);
  if (!identity && world.tokens.ended.has(token)) throw unauthorised('OAU-213', 'Token not found');
  if (!identity) throw unauthorised('OAU-129', 'Access token corrupted');
  if (identity.expiresAt <= world.now()) throw unauthorised('OAU-128', 'Access token expired');
  const account = world.accounts.get(identity.accountId);
  const extension = account && findExtension(account.company, identity.extensionId);
  if (!account || !extension) throw unauthorised('CMN-405', 'Login to extension required');
  if (extension.status !== 'Enabled') throw unauthorised('OAU-141', 'Login is not allowed in the current state of the extension');
  identity.usedAt ??= world.now();
  return { identity, account };
}

function unauthorised(errorCode: string, message: string) {
  const refusal = refuse(401, errorCode, message);
  return Object.assign(refusal, {
    headers: { 'WWW-Authenticate': `Bearer realm="RingCentral REST API", error="invalid_token"` },
  });
}

export function permissionsOf(identity: Identity, account: Account): readonly string[] {
  const given = identity.permissions ?? findExtension(account.company, identity.extensionId)?.permissions ?? [];
  return [...everyonesPermissions, ...given];
}

/** Scope first, then account and extension of the path, then the user's permission: the order the platform complains in. */
export function authorise(request: AuthorisedRequest): void {
  const { operation, params, identity, account } = request;
  if (operation.app && !identity.scopes.includes(operation.app)) throw missingScope(operation.app);
  if (params.accountId !== undefined && !isOwn(params.accountId, identity.accountId)) throw notFound('accountId');
  if (params.extensionId !== undefined && !findExtension(account.company, extensionOf(request))) throw notFound('extensionId');
  if (!operation.user || aboutOneself(operation, request)) return;
  const held = permissionsOf(identity, account);
  const enough = held.includes(operation.user) || (operation.user === 'ReadCallLog' && held.includes('FullCompanyCallLog'));
  if (!enough) throw missingPermission(operation.user);
}

/** The extension a path names, with `~` resolved. */
export function extensionOf(request: AuthorisedRequest): string {
  const given = request.params.extensionId ?? '~';
  return given === '~' ? request.identity.extensionId : given;
}

function isOwn(given: string, own: string): boolean {
  return given === '~' || given === own;
}

function aboutOneself(operation: Operation, request: AuthorisedRequest): boolean {
  return operation.path.includes('{extensionId}') && extensionOf(request) === request.identity.extensionId;
}
