/** No list of calls that a room reads holds a whole number of anybody outside, nor any sign of one that is never shown. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { conversationKey, extensionId } from '../../../src/core/model.js';
import type { Counterpart, Participation } from '../../../src/core/participation.js';
import { callLine } from '../../../src/core/rendering/call.js';
import { directory } from '../../bot/asked.js';

const reference = { now: Date.UTC(2026, 10, 20, 12), locale: { zone: 'UTC', language: 'en-US', hour12: false } };
const withheld = '+16505550199';
const line = (counterpart: Counterpart, isRoom: boolean) => {
  const participation: Participation = {
    conversation: conversationKey('c'),
    extension: extensionId('101'),
    direction: 'inbound',
    part: 'missed',
    rule: 'k',
    state: 'call',
    startedAt: Date.UTC(2026, 10, 19, 0, 0),
    talkMs: 0,
    durationMs: 0,
    counterpart,
    internal: false,
    leftVoicemail: false,
  };
  const numbers = { isRoom, inFull: !isRoom, never: [withheld] };
  return callLine({ participations: [participation] }, false, { directory, numbers, reference });
};

const number = fc.oneof(
  fc.stringMatching(/^\+1[2-9][0-9]{9}$/),
  fc.stringMatching(/^[2-9][0-9]{9}$/),
  fc.stringMatching(/^\+44[1-9][0-9]{8,9}$/),
  fc.stringMatching(/^\+(49|33|81|55|971)[1-9][0-9]{7,9}$/),
  fc.stringMatching(/^[0-9]{7,12}$/),
);

test('whether it stands as the number, as the name, or inside the name', () => {
  fc.assert(
    fc.property(number, fc.constantFrom('number', 'name', 'inside'), (raw, where) => {
      const spaced = raw.replace(/(\d{3})(?=\d)/g, '$1 ');
      const counterpart = {
        number: { phoneNumber: raw },
        name: { name: raw },
        inside: { phoneNumber: raw, name: `Joel ${spaced}` },
      };
      const digits = raw.replace(/\D/g, '');
      // Without the time before it, whose digits are nobody's.
      const seen = line(counterpart[where], true).replace(/^.*? from /, '');
      // Between what hides: the ends of the number and of the name, side by side, are no number.
      for (const piece of seen.split('•••')) expect(piece.replace(/\D/g, '')).not.toContain(digits);
      if (where !== 'inside') expect(line(counterpart[where], false).replace(/\D/g, '')).toContain(digits);
    }),
    { numRuns: 1000 },
  );
});

test.each(['911', '9911', '+1911', '933', withheld])('%s is not shown at all, nor the name with it', (phoneNumber) => {
  expect(line({ phoneNumber, name: 'Emergency services' }, true)).toContain('from a number not shown (outside)');
  expect(line({ phoneNumber, name: 'Emergency services' }, true)).not.toContain('Emergency');
  expect(line({ phoneNumber, name: 'Emergency services' }, false)).toContain('Emergency');
});
