/** Who holds which access token: the identity behind a bearer, and how long it lives. */

export interface Application {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly scopes: readonly string[];
  /** Exact addresses a code may be sent to. */
  readonly redirectUris: string[];
  /** Has no secret it could keep: names itself in the form, and must prove its codes by PKCE. */
  readonly isPublic?: boolean;
}

/** A user who may log in with an application. */
export interface Login {
  readonly clientId: string;
  readonly accountId: string;
  readonly extensionId: string;
  /** Permissions given in place of those of the extension's role. */
  readonly permissions?: readonly string[];
  /** Epoch ms; Infinity for a bot's token. */
  readonly expiresAt: number;
}

export interface Identity extends Login {
  readonly accessToken: string;
  readonly scopes: readonly string[];
  readonly sessionId: string;
  /** Epoch ms at which it was first used. */
  usedAt?: number;
}

export interface Code extends Login {
  readonly redirectUri: string;
  /** S256 of the verifier that must come with it. */
  readonly codeChallenge?: string;
  /** A bot's: its token never ends and needs no refreshing. */
  readonly permanent?: boolean;
}

export interface Refresh extends Login {
  readonly sessionId: string;
  /** Given out together with this one. */
  readonly accessToken: string;
  /** Set when it was used: when (epoch ms), and the refresh token that came of it. */
  spent?: { readonly at: number; readonly next: string };
}

export interface Tokens {
  readonly access: Map<string, Identity>;
  readonly refresh: Map<string, Refresh>;
  readonly codes: Map<string, Code>;
  readonly jwts: Map<string, Login>;
  /** Sessions that are on, the oldest first, by id. */
  readonly sessions: Map<string, Login>;
  /** Tokens and codes that were good once. */
  readonly ended: Set<string>;
}

export function createTokens(): Tokens {
  return {
    access: new Map(),
    refresh: new Map(),
    codes: new Map(),
    jwts: new Map(),
    sessions: new Map(),
    ended: new Set(),
  };
}

/** Forgets every token for which `isMeant` holds; who still shows one is told that it is not found. */
export function endTokens(tokens: Tokens, isMeant: (held: Identity | Refresh) => boolean): void {
  for (const kept of [tokens.access, tokens.refresh]) {
    for (const [token, held] of kept) {
      if (!isMeant(held)) continue;
      kept.delete(token);
      tokens.sessions.delete(held.sessionId);
      tokens.ended.add(token);
    }
  }
}

/** Ends every session of a user, or only those with one application. */
export function endSessionsOf(tokens: Tokens, user: Pick<Login, 'accountId' | 'extensionId'>, clientId?: string): void {
  endTokens(
    tokens,
    (held) =>
      held.accountId === user.accountId &&
      held.extensionId === user.extensionId &&
      (clientId === undefined || held.clientId === clientId),
  );
}
