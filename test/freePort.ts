/** A port for a process that is started now, and perhaps again later. */
import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/** Below those that the machine gives to connections: what is started again on its port must not find the end of one there. */
export async function freePort(): Promise<number> {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const port = randomInt(10_000, 32_000);
    const server = createServer();
    const isFree = await new Promise<boolean>((resolve) => {
      server.once('error', () => resolve(false));
      server.listen(port, () => resolve(true));
    });
    if (!isFree) continue;
    await new Promise((resolve) => server.close(resolve));
    return port;
  }
  throw new Error('no port is free');
}
