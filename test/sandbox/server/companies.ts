/** The accounts a stand-in begins with: whole companies as given, from a seed, or as a twin of an earlier one. */
import { seedCompany } from '../company.js';
import type { Company, LoggedRecord, Story } from '../model.js';
import { seeded } from '../random.js';
import { namedLike, twinOf } from '../twin.js';
import type { Phone } from './phone.js';
import type { Account } from './world.js';

/** `stories` stand in place of those its phones tell. */
export type CompanyOption = { readonly stories?: readonly Story[] } & (
  | { readonly company: Company }
  /** Digits as `accountId`; without it the seed gives one. */
  | { readonly seed: number; readonly accountId?: string }
  /**
   * Like the company at that place of the list in all but the account's id: people, numbers, chats and, under other
   * contents, call records have the same ids.
   */
  | { readonly twinOf: number; readonly accountId?: string }
);

export interface Telling {
  readonly phone: Phone;
  readonly seed: number;
  /** Epoch ms. */
  readonly from: number;
  readonly to: number;
}

/** Throws RangeError for a twin of a later company, for two companies with one account id, and for none. */
export function createAccounts(options: readonly CompanyOption[], telling: Telling): Map<string, Account> {
  const accounts = new Map<string, Account>();
  for (const [place, option] of options.entries()) {
    const original = 'twinOf' in option ? [...accounts.values()][option.twinOf] : undefined;
    const company = companyOf(option, original, place);
    if (accounts.has(company.id)) throw new RangeError(`two companies have the account id ${company.id}`);
    const { phone, seed, from, to } = telling;
    // The first company tells what it told when it was the only one.
    const told = option.stories ?? phone.stories(company, seed + place, from, to);
    const log = told.flatMap((story) => phone.records(company, story));
    accounts.set(company.id, accountOf(company, told, original ? namedLike(log, original.log) : log));
  }
  if (accounts.size === 0) throw new RangeError('a sandbox needs at least one company');
  return accounts;
}

function accountOf(company: Company, stories: readonly Story[], log: LoggedRecord[]): Account {
  return { company, stories: [...stories], log, posts: new Map(), chatChanges: new Map(), syncEpoch: 0 };
}

function companyOf(option: CompanyOption, original: Account | undefined, place: number): Company {
  if ('company' in option) return option.company;
  if ('seed' in option) return seedCompany(option.seed, option.accountId ? { accountId: option.accountId } : {});
  if (!original) throw new RangeError(`there is no company at place ${option.twinOf} before place ${place}`);
  return twinOf(original.company, option.accountId ?? seeded('twin', original.company.id, place).digits(10));
}
