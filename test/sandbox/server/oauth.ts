/** The token endpoint: who may log in with a JWT, a code or a refresh token, and how a session is ended. */
import { createHash } from 'node:crypto';
import { clientOf, formOf } from './clients.js';
import { refuseOAuth } from './refusal.js';
import { type Answer, type ApiRequest, ok } from './request.js';
import { beginSession, continueSession, endSession, lifetimes, mayLogIn } from './sessions.js';
import type { Application, Code, Login } from './tokens.js';
import type { World } from './world.js';

const jwtBearer = 'urn:ietf:params:oauth:grant-type:jwt-bearer';

/** getToken: form-encoded. A JWT gives no refresh token, which is the console's default. */
export function getToken(request: ApiRequest, world: World): Answer {
  const application = clientOf(request, world);
  const form = formOf(request);
  const lives = lifetimes(form);
  if (form.grant_type === jwtBearer) {
    return ok(beginSession(world, application, jwtLogin(form.assertion, application, world), lives, 'access only'));
  }
  if (form.grant_type === 'authorization_code') {
    const code = spendCode(form, application, world);
    return ok(beginSession(world, application, code, lives, code.permanent ? 'permanent' : 'refreshable'));
  }
  if (form.grant_type === 'refresh_token') {
    return ok(continueSession(world, application, form.refresh_token ?? '', lives));
  }
  throw refuseOAuth(400, 'unsupported_grant_type', 'OAU-250', 'Unsupported grant type');
}

/** revokeToken ends the session of an access or refresh token; an unknown token is no error. */
export function revokeToken(request: ApiRequest, world: World): Answer {
  const { clientId } = clientOf(request, world);
  const token = formOf(request).token ?? request.query.get('token') ?? '';
  const held = world.tokens.access.get(token) ?? world.tokens.refresh.get(token);
  if (held?.clientId === clientId) endSession(world, held.sessionId);
  return { status: 200 };
}

function jwtLogin(assertion: string | undefined, application: Application, world: World): Login {
  const login = world.tokens.jwts.get(assertion ?? '');
  if (!login || login.expiresAt <= world.now() || login.clientId !== application.clientId) {
    throw refuseOAuth(400, 'invalid_grant', 'OAU-251', 'JWT is invalid, expired, revoked or made for another application');
  }
  return login;
}

/** A code is gone once it was shown, whatever came of it. */
function spendCode(form: ReturnType<typeof formOf>, application: Application, world: World): Code {
  const { codes, ended } = world.tokens;
  const code = codes.get(form.code ?? '');
  codes.delete(form.code ?? '');
  if (!code) throw badCode('OAU-106', 'Authorization code is invalid');
  ended.add(form.code ?? '');
  if (code.expiresAt <= world.now()) throw badCode('OAU-107', 'Authorization code is expired');
  if (code.redirectUri !== form.redirect_uri) throw badCode('OAU-109', 'Redirect URIs do not match');
  if (code.clientId !== application.clientId) throw badCode('OAU-110', 'Authorization code was given to another application');
  if (!isVerified(code, form.code_verifier, application)) throw badCode('OAU-106', 'Code verifier does not match');
  if (!mayLogIn(world, code)) throw badCode('OAU-141', 'Login is not allowed in the current state of the extension');
  return code;
}

const badCode = (errorCode: string, message: string) => refuseOAuth(400, 'invalid_grant', errorCode, message);

function isVerified({ codeChallenge }: Code, verifier: string | undefined, application: Application): boolean {
  if (codeChallenge === undefined) return verifier === undefined && !application.isPublic;
  return (
    createHash('sha256')
      .update(verifier ?? '')
      .digest('base64url') === codeChallenge
  );
}
