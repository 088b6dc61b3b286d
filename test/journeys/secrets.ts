/** What no log and no file may show: tokens, secrets of the apps, and what signs events. */
import type { Sandbox } from '../sandbox/server/sandbox.js';

export function secretsOf({ world }: Sandbox): readonly string[] {
  return [
    ...world.tokens.access.keys(),
    ...world.tokens.refresh.keys(),
    ...world.tokens.jwts.keys(),
    ...world.applications.map(({ clientSecret }) => clientSecret),
    ...[...world.subscriptions.values()].flatMap(({ verificationToken }) => verificationToken ?? []),
  ];
}
