/** A link connects one account, by one person, for ten minutes: whatever was changed about it is no link. */
import { createHash, createHmac } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createLinks } from '../../../src/adapters/connecting/links.js';
import { accountId, personId } from '../../../src/core/model.js';

const key = Buffer.alloc(32, 7);
const links = createLinks(key);
const now = Date.UTC(2026, 10, 20, 12);
const minute = 60_000;
const [account, person] = [accountId('37'), personId('101')];
const made = () => links.make(account, person, now);

const contentOf = (link: string) => JSON.parse(Buffer.from(link.split('.')[0] ?? '', 'base64url').toString()) as unknown[];
const written = (content: unknown) => Buffer.from(JSON.stringify(content)).toString('base64url');
const signedBy = (secret: Buffer, purpose: string, text: string) =>
  `${text}.${createHmac('sha256', secret).update(`${purpose} ${text}`).digest('base64url')}`;

test('says for whom it was made, and is another each time', () => {
  const [one, two] = [made(), made()];
  expect(links.read(one, now)).toEqual({ account, person, endsAt: now + 10 * minute, id: expect.stringMatching(/^[\w-]{22}$/) });
  expect(links.read(one, now)?.id).not.toBe(links.read(two, now)?.id);
  expect(encodeURIComponent(one)).toBe(one);
});

test.each<[string, number, boolean]>([
  ['at once', 0, true],
  ['in the last millisecond', 10 * minute - 1, true],
  ['after ten minutes', 10 * minute, false],
  ['a day later', 24 * 60 * minute, false],
  ['before it was made, by a clock that was set back', -1, false],
])('%s', (_, after, good) => {
  const link = made();
  expect(links.read(link, now + after) !== null).toBe(good);
  const invitation = links.read(link, now);
  expect(invitation && links.readState(links.stateOf(invitation), now + after) !== null).toBe(good);
});

test.each<[string, number, unknown]>([
  ['another account', 0, '38'],
  ['another person', 1, '102'],
  ['more time', 2, now + 10 * minute - 1],
  ['another id', 3, 'AAAAAAAAAAAAAAAAAAAAAA'],
])('%s written into it: no link, nor a state', (_, place, value) => {
  const link = made();
  const [, signature] = link.split('.');
  const content = contentOf(link).with(place, value);
  expect(links.read(`${written(content)}.${signature}`, now)).toBeNull();
  const invitation = links.read(link, now);
  const [, stateSignature] = (invitation ? links.stateOf(invitation) : '').split('.');
  expect(links.readState(`${written(content)}.${stateSignature}`, now)).toBeNull();
});

test('signed by somebody else, without a signature, or for another purpose: nothing', () => {
  const link = made();
  const [text = '', signature = ''] = link.split('.');
  const invitation = links.read(link, now);
  const state = invitation ? links.stateOf(invitation) : '';
  expect(links.read(signedBy(Buffer.alloc(32, 8), 'link', text), now)).toBeNull();
  expect(createLinks(Buffer.alloc(32, 8)).read(link, now)).toBeNull();
  for (const given of ['', '.', text, `${text}.`, `.${signature}`, `${link}.${signature}`, `${link}A`, link.slice(0, -1), state])
    expect([given, links.read(given, now)]).toEqual([given, null]);
  expect(links.readState(link, now)).toBeNull();
  expect(links.readState(state, now)).toEqual(invitation);
});

test('what is signed rightly but says something else is no link either', () => {
  const [text] = made().split('.');
  expect(links.read(signedBy(key, 'link', text ?? ''), now)).not.toBeNull();
  const long = 'x'.repeat(30);
  for (const content of [
    null,
    {},
    [],
    ['37'],
    ['37', '101', 'soon', long],
    [37, 101, now + 1, long],
    ['37', '101', now + 11 * minute, long],
  ])
    expect([content, links.read(signedBy(key, 'link', written(content)), now)]).toEqual([content, null]);
});

test('not one letter can be changed, whatever it is changed to', () => {
  const link = made();
  fc.assert(
    fc.property(fc.nat(link.length - 1), fc.string({ minLength: 1, maxLength: 3 }), (place, letters) => {
      const other = link.slice(0, place) + letters + link.slice(place + 1);
      const read = links.read(other, now);
      // The last letter of base64 holds bits that count for nothing: the same signature in another spelling is the same link.
      expect(read === null || JSON.stringify(read) === JSON.stringify(links.read(link, now))).toBe(true);
    }),
  );
});

test('the proof is that of its account and id alone, in the form the platform checks', () => {
  const invitation = links.read(made(), now);
  if (!invitation) throw new Error('no link');
  const { verifier, challenge } = links.proofOf(invitation);
  expect(verifier).toMatch(/^[\w-]{43}$/);
  expect(challenge).toBe(createHash('sha256').update(verifier).digest('base64url'));
  const others = [
    links.proofOf({ ...invitation, account: accountId('38') }),
    links.proofOf({ ...invitation, id: 'other' }),
    createLinks(Buffer.alloc(32, 8)).proofOf(invitation),
  ];
  expect(new Set([verifier, ...others.map((other) => other.verifier)]).size).toBe(4);
  expect(links.stateOf(invitation)).not.toContain(verifier);
});
