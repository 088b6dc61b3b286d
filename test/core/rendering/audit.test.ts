/** What is read of the audit: by the person it is about, nothing of anybody else's; in a table, nothing a spreadsheet would run. */
import { expect, test } from 'vitest';
import type { AuditEntry } from '../../../src/core/audit.js';
import { chatId, extensionId } from '../../../src/core/model.js';
import { type AuditReading, auditLine } from '../../../src/core/rendering/audit.js';
import { csvRow } from '../../../src/core/rendering/csv.js';
import { directory } from '../../bot/asked.js';

const now = Date.UTC(2026, 10, 25, 12);
const locale = { zone: 'UTC', language: 'en-GB', hour12: false };
const bob = extensionId('103');
const reading: AuditReading = {
  directory,
  rooms: new Map([[chatId('1'), 'Sales *floor*']]),
  reference: { now, locale },
};
const entry = (more: Partial<AuditEntry> = {}): AuditEntry => ({
  question: 'q',
  how: 'chat',
  at: Date.UTC(2026, 10, 21, 10, 42),
  asker: extensionId('101'),
  chat: chatId('1'),
  chatType: 'Team',
  command: 'calls',
  subjects: [bob, extensionId('104'), extensionId('105')],
  period: { label: 'today', span: { from: Date.UTC(2026, 10, 9), to: Date.UTC(2026, 10, 16) } },
  given: 'list',
  ...more,
});
const mine = (more: Partial<AuditEntry> = {}) => auditLine(entry(more), { ...reading, reader: bob });
const whole = (more: Partial<AuditEntry> = {}) => auditLine(entry(more), reading);

test('the person it is about reads who, what, when and where, and whom else it was about from nobody', () => {
  expect(mine()).toBe('* Alice Chen asked for a list of your calls, 9–15 Nov · Sat 21 Nov 10:42 · in Sales ∗floor∗');
  expect(mine({ given: 'totals', chat: chatId('2') })).toContain(
    'the figures of your calls, 9–15 Nov · Sat 21 Nov 10:42 · in a team',
  );
  expect(mine({ given: 'nothing', chatType: 'Direct' })).toMatch(
    /your calls, 9–15 Nov, and was refused · .* · in a direct chat$/,
  );
  expect(mine({ how: 'digest' })).toContain('9–15 Nov by a digest ·');
  expect(mine({ given: 'profile', command: 'whois' })).toContain('asked for who you are ·');
  expect(mine({ given: 'last call', command: 'whois' })).toContain('who you are, with your last call ·');
  expect(mine({ given: 'audit', command: 'audit' })).toContain('what was asked about you, 9–15 Nov ·');
  expect(mine({ asker: extensionId('999') })).toContain('somebody who left asked');
});

test('a holder reads whom it was about', () => {
  expect(whole()).toContain('a list of the calls of Bob Ray, Ana María de la Cruz Núñez +1, 9–15 Nov');
  expect(whole({ subjects: [], number: '+1 650 ••• 0100', command: 'whois', given: 'profile' })).toContain(
    'who has the number +1 650 ••• 0100',
  );
  expect(whole({ subjects: [], command: 'audit', given: 'audit' })).toContain('what was asked about everybody');
  expect(whole({ subjects: [extensionId('109')] })).not.toMatch(/\*\*|!\[/);
});

test('a row of the table is RFC 4180, and no cell begins a formula', () => {
  expect(csvRow(['plain', 'a "b", c', 'two\nlines', ''])).toBe('plain,"a ""b"", c","two\nlines",\r\n');
  for (const start of ['=', '+', '-', '@', '\t', '\r', '＝', '＠'])
    expect(csvRow([`${start}cmd|' /C calc'!A0`])).toMatch(/^"?'[=+\-@\t\r＝＠]cmd/);
  expect(csvRow(['+1 650 ••• 0100', '2026-11-21T10:42:00.000Z'])).toBe("'+1 650 ••• 0100,2026-11-21T10:42:00.000Z\r\n");
});
