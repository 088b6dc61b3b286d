/** Whether the companies that came by themselves are served: their bots, the consents they are read by, and how fresh they are. */
import { type AccountId, personId } from '../../core/model.js';
import type { Clock, Log } from '../../ports.js';
import type { BotRow, Bots, Consent, Consents } from '../credentials.js';
import type { StoreInspection } from '../store/inspect.js';
import { checkToken } from './bot.js';
import { examine, type Finding, fine, missing, type Verdict, wrong } from './examine.js';
import { checkCalls, checkPeople } from './storage.js';
import { subjects } from './subjects.js';

export interface Companies {
  readonly bots: Pick<Bots, 'all'>;
  readonly consents: Pick<Consents, 'find'>;
  readonly store: Pick<StoreInspection, 'freshness'>;
  readonly world: { readonly server: string; readonly clock: Clock; readonly log: Log };
  /** Examined already, as the operator's own. */
  readonly except: AccountId | undefined;
}

const day = 86_400_000;
/** A refresh token ends seven days after its last use, and the bot uses it every hour. */
const tellAfter = 2 * day;

export async function* examineCompanies({ bots, consents, store, world, except }: Companies): AsyncGenerator<Finding> {
  const newest = new Map<AccountId, BotRow>((await bots.all()).map((bot) => [bot.account, bot]));
  for (const [account, bot] of newest) {
    if (account === except) continue;
    const of = (subject: (typeof subjects)[keyof typeof subjects]) => ({ ...subject, item: `${account}: ${subject.item}` });
    yield* examine(of(subjects.token), [], () => checkToken(bot, account, world));
    const now = world.clock.now();
    const consent = yield* examine(of(subjects.consent), [], async () => checkConsent(await consents.find(account), now));
    yield* examine(of(subjects.people), [consent], async () => checkPeople((await store.freshness(account)).people, now));
    yield* examine(of(subjects.calls), [consent], async () => checkCalls((await store.freshness(account)).calls, now));
  }
}

function checkConsent(consent: Consent | null, now: number): Verdict<true> {
  if (consent === null) return missing('nobody has connected the company’s calls yet');
  const { person, lostAt, refreshedAt } = consent;
  if (lostAt !== null) return wrong(`taken back on ${dayOf(lostAt)}; extension ${personId(person)} was told`);
  if (now - refreshedAt > tellAfter) return wrong(`not used since ${dayOf(refreshedAt)}; it ends after seven days`);
  return fine(`given by extension ${person} on ${dayOf(consent.connectedAt)}`, true);
}

const dayOf = (at: number) => new Date(at).toISOString().slice(0, 10);
