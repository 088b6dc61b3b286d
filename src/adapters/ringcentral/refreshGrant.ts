/** Logs in by a person's consent: each refresh token is good once, so the next one is kept before anything is done with what it came with. */
import { Outage } from '../../core/errors.js';
import type { Instant } from '../../core/model.js';
import type { Clock } from '../../ports.js';
import type { Consent, Consents, ConsentTokens } from '../credentials.js';
import type { Grant } from './session.js';
import { isGrantGone, type TokenInfo } from './tokenEndpoint.js';

export interface RefreshGrantOptions {
  readonly consent: Pick<Consent, 'account' | 'connectedAt' | 'person'>;
  readonly consents: Consents;
  readonly clock: Clock;
  /** Told before it is noted that the consent is gone, so that whoever must hear of it does, whatever dies in between. */
  readonly lost: () => Promise<void>;
}

const gone = () => new Outage('consent is gone', { status: 401, code: 'consent-gone' });

/**
 * Reads the consent anew each time: another process may have refreshed it. Where we die between the platform's answer and keeping it, the old
 * refresh token still gives the same pair for an hour, as long as the new access token was not used (developer guide, refresh tokens).
 */
export function refreshGrant({ consent, consents, clock, lost }: RefreshGrantOptions): Grant {
  const standing = async (): Promise<Consent> => {
    const found = await consents.find(consent.account);
    if (!found || found.connectedAt !== consent.connectedAt || found.lostAt !== null) throw gone();
    return found;
  };
  return {
    async kept() {
      const { tokens } = await standing();
      return { accessToken: tokens.accessToken, endsAt: tokens.accessEndsAt, scope: tokens.scope };
    },
    async form() {
      const { tokens } = await standing();
      return { grant_type: 'refresh_token', refresh_token: tokens.refreshToken };
    },
    async given(info, at) {
      const { tokens } = await standing();
      const next = tokensOf(info, at, tokens.refreshToken);
      // Disconnected meanwhile: what was just given belongs to nobody.
      if (!next || !(await consents.renew(consent, next, at))) throw gone();
    },
    async refused(outage) {
      if (!isGrantGone(outage)) return;
      await lost();
      await consents.lose(consent, clock.now());
      // Whoever asked must not take it for a fault of the request.
      throw gone();
    },
  };
}

/** Null where the platform gives no refresh token: the app is not set to issue them. */
export function tokensOf(info: TokenInfo, at: Instant, before?: string): ConsentTokens | null {
  const refreshToken = info.refresh_token ?? before;
  if (refreshToken === undefined) return null;
  const { access_token: accessToken, scope = '' } = info;
  return { refreshToken, accessToken, accessEndsAt: at + info.expires_in * 1000, scope };
}
