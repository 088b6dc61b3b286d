/** Lines of the log: JSON, and without secrets whatever is put in. */
import { Writable } from 'node:stream';
import { expect, test } from 'vitest';
import { createLog } from '../../src/adapters/log.js';
import { Outage } from '../../src/core/errors.js';

function logInto(level: 'info' | 'debug') {
  let text = '';
  const destination = new Writable({
    write(chunk, _, done) {
      text += String(chunk);
      done();
    },
  });
  return { log: createLog(level, destination), lines: () => text.split('\n').filter(Boolean), text: () => text };
}

test('one JSON line per message, from the given level on', () => {
  const { log, lines } = logInto('info');
  log.debug('unseen');
  log.warn('seen', { operation: 'readExtension', status: 403 });
  expect(lines().map((line) => JSON.parse(line))).toMatchObject([
    { msg: 'seen', operation: 'readExtension', status: 403, level: 'warn' },
  ]);
});

test('secrets are redacted by name and by look, at any depth, in errors too', () => {
  const { log, text } = logInto('debug');
  const error = Object.assign(new Error('failed with Bearer abc.DEF-123'), {
    response: { config: { headers: { Authorization: 'Bearer abc.DEF-123' } } },
  });
  log.error('x', {
    accessToken: 'hidden-1',
    deep: [{ client_secret: 'hidden-2', note: 'Basic aGlkZGVuLTM=' }],
    error,
    jwt: 'hidden-4',
    text: 'eyJhbGciOi.eyJzdWIi.c2ln',
  });
  expect(text()).not.toMatch(/hidden|abc\.DEF-123|aGlkZGVuLTM|eyJzdWIi/);
  expect(text()).toContain('failed with [redacted]');
});

test('an outage is told by its reason, and circles end', () => {
  const { log, lines } = logInto('info');
  const circle: Record<string, unknown> = {};
  circle.again = circle;
  log.warn('x', { error: new Outage('getToken: 400 invalid_grant', { status: 400, code: 'invalid_grant' }), circle });
  expect(JSON.parse(lines()[0] ?? '')).toMatchObject({
    error: { reason: 'getToken: 400 invalid_grant', status: 400, code: 'invalid_grant' },
  });
});
