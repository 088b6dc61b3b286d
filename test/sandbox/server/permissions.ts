/** What a user's role allows, as the authorization profile tells it. */

import { extensionOf, permissionsOf } from './access.js';
import { extensionUri } from './account.js';
import { badParameter } from './refusal.js';
import { type AuthorisedRequest, type Handler, ok } from './request.js';
import type { World } from './world.js';

/** checkUserPermission: `details` only where the permission is held. */
export const checkUserPermission: Handler = (request, world) => {
  const permissionId = request.query.get('permissionId');
  if (!permissionId) throw badParameter('permissionId', permissionId);
  const successful = held(request).includes(permissionId);
  return ok({
    uri: world.url + request.target,
    successful,
    ...(successful && { details: profile(permissionId, world) }),
  });
};

/** readAuthorizationProfile */
export const readAuthorizationProfile: Handler = (request, world) =>
  ok({
    uri: `${extensionUri(world, request.account.company, extensionOf(request))}/authz-profile`,
    permissions: held(request).map((id) => profile(id, world)),
  });

function held(request: AuthorisedRequest): readonly string[] {
  const { identity, account } = request;
  const extensionId = extensionOf(request);
  if (extensionId === identity.extensionId) return permissionsOf(identity, account);
  const { permissions: _own, ...other } = identity;
  return permissionsOf({ ...other, extensionId }, account);
}

function profile(id: string, world: World) {
  return {
    permission: {
      uri: `${world.url}/restapi/v1.0/dictionary/permission/${id}`,
      id,
      siteCompatible: 'Compatible',
      readOnly: true,
      assignable: true,
    },
    effectiveRole: { uri: `${world.url}/restapi/v1.0/dictionary/user-role/1`, id: '1' },
    scopes: id === 'FullCompanyCallLog' ? ['Account', 'AllExtensions'] : ['Self'],
  };
}
