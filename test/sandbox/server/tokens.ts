/** Who holds which access token: the identity behind a bearer, and how long it lives. */

export interface Application {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly scopes: readonly string[];
}

export interface Identity {
  readonly accessToken: string;
  readonly clientId: string;
  readonly accountId: string;
  readonly extensionId: string;
  readonly scopes: readonly string[];
  /** Permissions given in place of those of the extension's role. */
  readonly permissions?: readonly string[];
  /** Epoch ms; Infinity for a bot's token. */
  readonly expiresAt: number;
  readonly sessionId: string;
}

/** A user who may log in: behind a JWT, a code or a refresh token. */
export interface Login {
  readonly clientId: string;
  readonly accountId: string;
  readonly extensionId: string;
  readonly permissions?: readonly string[];
  /** Epoch ms. */
  readonly expiresAt: number;
  readonly redirectUri?: string;
}

export interface Tokens {
  readonly access: Map<string, Identity>;
  readonly refresh: Map<string, Login>;
  readonly codes: Map<string, Login>;
  readonly jwts: Map<string, Login>;
}

export function createTokens(): Tokens {
  return { access: new Map(), refresh: new Map(), codes: new Map(), jwts: new Map() };
}
