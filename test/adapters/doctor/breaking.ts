/** Ways to break one thing of a bot that is in order, each with what undoes it. */
import type { Subscription } from '../../sandbox/server/world.js';
import type { Practice, Visit } from './setting.js';

export interface Case {
  readonly name: string;
  /** `state item`, in order. */
  readonly finds: readonly string[];
  readonly says?: RegExp;
  readonly mend?: RegExp;
  readonly visit?: (practice: Practice) => Visit | Promise<Visit>;
  /** Breaks something of the sandbox; returns what undoes it. */
  readonly breaks?: (practice: Practice) => () => void;
}

/** Changes properties and gives back what undoes it. */
export function change<T extends object>(target: T, to: Partial<Record<keyof T, unknown>>): () => void {
  const before = { ...target };
  Object.assign(target, to);
  return () => {
    for (const name of Object.keys(to)) if (!(name in before)) delete target[name as keyof T];
    Object.assign(target, before);
  };
}

const application = ({ sandbox }: Practice, place: number) =>
  sandbox.world.applications[place] ?? { scopes: [] as readonly string[] };
/** The reader's app without one of its permissions. */
export const readerAppWithout = (scope: string) => (practice: Practice) => {
  const app = application(practice, 1);
  return change(app, { scopes: app.scopes.filter((one) => one !== scope) });
};
/** The service user's role without one of its permissions. */
export const roleWithout =
  (permission: string) =>
  ({ sandbox }: Practice) => {
    const { jwts } = sandbox.world.tokens;
    const login = jwts.get('reader-jwt');
    const held = ['FullCompanyCallLog', 'ReadExtensions', 'ReadCompanyPhoneNumbers'].filter((one) => one !== permission);
    return login ? change(login, { permissions: held }) : () => {};
  };
export const botIdentity = ({ sandbox, botId }: Practice) => {
  const found = [...sandbox.world.tokens.access.values()].find(({ extensionId }) => extensionId === botId);
  if (!found) throw new Error('the bot has no token');
  return found;
};
export const botAppWithout = (scope: string) => (practice: Practice) => {
  const identity = botIdentity(practice);
  return change(identity, { scopes: identity.scopes.filter((one) => one !== scope) });
};
export const subscriptionOf = ({ sandbox, botId }: Practice, ofBot: boolean): Subscription => {
  const all = [...sandbox.world.subscriptions.values()];
  const found = all.find(({ extensionId }) => (extensionId === botId) === ofBot);
  if (!found) throw new Error('no subscription');
  return found;
};
export const subscriptionDropped = (ofBot: boolean) => (practice: Practice) => {
  const subscription = subscriptionOf(practice, ofBot);
  practice.sandbox.world.subscriptions.delete(subscription.id);
  return () => void practice.sandbox.world.subscriptions.set(subscription.id, subscription);
};
/** The next request of an operation fails. */
export const fault =
  (operation: string, status: number, more: object = {}) =>
  ({ sandbox }: Practice) => {
    sandbox.faults.fail(operation, status, more);
    return () => sandbox.faults.clear();
  };
export const variable = (name: string, value?: string) => (): Visit => ({ env: { [name]: value } });
/** A database that was changed by these statements. */
export const database =
  (...statements: readonly string[]) =>
  async (practice: Practice): Promise<Visit> => ({ env: { DATABASE_URL: await practice.copy(...statements) } });
