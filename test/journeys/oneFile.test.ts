/** An SQLite file is for one bot: a second one says so and ends, and after a death the next one goes on at once. */
import { expect, test } from 'vitest';
import { startBot } from '../sandbox/bot.js';
import { startJourney } from './journey.js';

test('a second bot on the file ends with a sentence, and the first one goes on', async () => {
  const journey = await startJourney({ sandbox: { days: 1 } });
  const { sandbox, clock, databaseFile } = journey;
  const second = await startBot({ sandbox, clock, databaseUrl: `sqlite:${databaseFile}`, readyWithinMs: 0 });
  expect(await second.exited).toBe(1);
  expect(second.lines.join('\n')).toContain(`another Switchboard is running on ${databaseFile}: stop it first`);
  await second.stop();
  const direct = journey.direct('alice');
  expect(await journey.ask('alice', direct, 'status')).toContain('People: read');

  await journey.noted();
  await journey.bot.kill();
  await journey.start();
  const asked = journey.sandbox.requests.length;
  expect(await journey.ask('alice', direct, 'status')).toContain('People: read');
  expect(journey.sandbox.requests.slice(asked).map(({ operationId }) => operationId)).toContain('createGlipPostNew');
  await journey.end();
});
