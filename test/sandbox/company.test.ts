import { describe, expect, it } from 'vitest';
import { seedCompany } from './company.js';
import type { Company, Extension } from './model.js';

const seeds = [1, 2, 3, 4, 5];
const people = (company: Company) => company.extensions.filter(({ type }) => type === 'User');
const working = ({ status, deleted }: Extension) => status === 'Enabled' && !deleted;
const fullName = ({ firstName, lastName }: { firstName?: string; lastName?: string }) => `${firstName} ${lastName}`;

describe.each(seeds)('the company of seed %i', (seed) => {
  const company = seedCompany(seed);
  const staff = people(company);
  const team = (test: (members: readonly string[]) => boolean) =>
    company.chats.filter((chat) => chat.type === 'Team').some((chat) => test(chat.members));

  it('is the same each time, and another one for another seed', () => {
    expect(seedCompany(seed)).toEqual(company);
    const other = seedCompany(seed + 1);
    expect(other.id).not.toBe(company.id);
    expect(other.extensions.some(({ id }) => company.extensions.some((ours) => ours.id === id))).toBe(false);
  });

  it('takes the account id and the time of its first chat from whoever asks', () => {
    const createdAt = Date.UTC(2020, 1, 2);
    const asked = seedCompany(seed, { accountId: '123456789', createdAt });
    expect(asked.id).toBe('123456789');
    expect(asked.chats.every(({ creationTime }) => creationTime.startsWith('2020-02-'))).toBe(true);
  });

  it('gives every id and number once, ids as digits', () => {
    const ids = company.extensions.map(({ id }) => id);
    expect(new Set([company.id, ...ids, ...company.chats.map(({ id }) => id)]).size).toBe(1 + ids.length + company.chats.length);
    expect([company.id, ...ids].every((id) => /^[1-9]\d{8,11}$/.test(id))).toBe(true);
    expect(new Set(company.numbers.map(({ phoneNumber }) => phoneNumber)).size).toBe(company.numbers.length);
    expect(new Set(staff.map(({ email }) => email)).size).toBe(staff.length);
    expect(company.numbers[0]).toEqual({ phoneNumber: company.mainNumber, usageType: 'MainCompanyNumber' });
  });

  it('has the people that break things', () => {
    expect(staff.filter(working).length).toBeGreaterThanOrEqual(60);
    const names = staff.filter(working).map(fullName);
    expect(names.length - new Set(names).size).toBe(1);
    for (const script of [
      /\p{Script=Hebrew}/u,
      /\p{Script=Arabic}/u,
      /\p{Script=Han}/u,
      /[^\p{ASCII}]/u,
      /^\*Bob\* \[x\].*!\[:Person\]\(\d+\)$/,
    ]) {
      expect(names.some((name) => script.test(name))).toBe(true);
    }
    expect(Math.max(...names.map((name) => name.length))).toBeGreaterThan(200);
    for (const known of ['Alice', 'Bob', 'Carol']) expect(staff.filter(({ firstName }) => firstName === known)).toHaveLength(1);
    const zones = new Set(staff.map(({ timeZone }) => timeZone));
    for (const zone of [
      'America/New_York',
      'America/Los_Angeles',
      'US/Pacific',
      'Europe/London',
      'Asia/Kathmandu',
      'Australia/Lord_Howe',
    ]) {
      expect(zones).toContain(zone);
    }
    expect(zones).toContain(undefined);
    for (const locale of ['en-US', 'en-GB', 'de-DE', 'he-IL']) expect(staff.some((one) => one.locale === locale)).toBe(true);
    expect(new Set(staff.map(({ timeFormat }) => timeFormat))).toEqual(new Set(['12h', '24h']));
    for (const status of ['Disabled', 'NotActivated']) expect(staff.some((one) => one.status === status)).toBe(true);
    expect(staff.some(({ deleted }) => deleted)).toBe(true);
    const reused = staff.filter((one) => staff.some((other) => other !== one && other.extensionNumber === one.extensionNumber));
    expect(reused.map(({ deleted }) => deleted ?? false)).toEqual([false, true]);
    expect(staff.some(({ hidden }) => hidden)).toBe(true);
    const reads = staff.filter(({ permissions }) => permissions?.includes('FullCompanyCallLog'));
    expect(reads.length).toBeGreaterThanOrEqual(2);
    expect(reads.some(({ permissions }) => permissions?.includes('ReadCompanyPhoneNumbers'))).toBe(true);
  });

  it('has queues, and an agent in two of them', () => {
    const name = (id: string) => company.extensions.find((extension) => extension.id === id)?.name;
    expect(company.queues.map(({ extensionId }) => name(extensionId))).toEqual(
      expect.arrayContaining(['Support', 'Sales', 'Reception']),
    );
    expect(company.queues.every(({ memberIds }) => memberIds.length >= 3 && new Set(memberIds).size === memberIds.length)).toBe(
      true,
    );
    const memberships = company.queues.flatMap(({ memberIds }) => memberIds);
    expect(memberships.length).toBeGreaterThan(new Set(memberships).size);
    for (const { extensionId } of company.queues) {
      expect(company.numbers.some((number) => number.extensionId === extensionId && number.usageType === 'DirectNumber')).toBe(
        true,
      );
    }
    for (const type of ['IvrMenu', 'Site', 'Announcement', 'Limited'] as const) {
      expect(company.extensions.filter((extension) => extension.type === type)).toHaveLength(1);
    }
    expect(company.extensions.some(({ type }) => type === 'Bot')).toBe(false);
  });

  it('knows guests, and somebody of another account with the digits of one of our extensions', () => {
    const twins = company.visitors.filter(({ id }) => company.extensions.some((extension) => extension.id === id));
    expect(twins).toHaveLength(1);
    expect(twins[0]?.companyId).not.toBe(company.id);
    expect(twins[0]?.companyId).toMatch(/^\d+$/);
    const guests = company.visitors.filter(({ id }) => id.startsWith('glip-'));
    expect(guests.length).toBeGreaterThan(0);
    expect(guests.every(({ companyId }) => companyId === undefined)).toBe(true);
    expect(team((members) => guests.some(({ id }) => members.includes(id)))).toBe(true);
    expect(team((members) => members.includes(twins[0]?.id ?? ''))).toBe(true);
  });

  it('has chats of every type and size, with nobody in them who is gone', () => {
    const everyone = company.chats.find(({ type }) => type === 'Everyone');
    expect(new Set(everyone?.members)).toEqual(new Set(staff.filter(working).map(({ id }) => id)));
    for (const size of [2, 8, 30]) expect(team((members) => members.length === size)).toBe(true);
    expect(company.chats.some(({ status }) => status === 'Archived')).toBe(true);
    expect(new Set(company.chats.map(({ type }) => type))).toEqual(new Set(['Everyone', 'Team', 'Group', 'Direct', 'Personal']));
    const welcome = new Set([...staff.filter(working).map(({ id }) => id), ...company.visitors.map(({ id }) => id)]);
    expect(company.chats.flatMap(({ members }) => members).filter((id) => !welcome.has(id))).toEqual([]);
    expect(company.chats.every(({ members }) => new Set(members).size === members.length)).toBe(true);
  });
});
