/** Whether RingCentral can be reached, and whether both clocks agree. */
import type { Instant } from '../../core/model.js';
import type { Clock } from '../../ports.js';
import { causeOf } from '../ringcentral/failure.js';
import { fine, type Verdict, warning, wrong } from './examine.js';

export interface Answered {
  /** The platform's clock, from the Date header; null where it told none. */
  readonly platform: Instant | null;
  /** Ours, in the middle of the request. */
  readonly here: Instant;
}

const skewAllowedMs = 60_000;

/** Any answer below 500 will do: it is asked without a token. */
export async function checkPlatform(server: string, clock: Clock): Promise<Verdict<Answered>> {
  const sent = clock.now();
  let response: Response;
  try {
    response = await fetch(`${server}/restapi/v1.0/account/~/extension/~`, {
      redirect: 'manual',
      signal: AbortSignal.timeout(10_000),
    });
  } catch (error) {
    return wrong(`${server} cannot be reached (${causeOf(error)})`);
  }
  const here = (sent + clock.now()) / 2;
  await response.body?.cancel();
  if (response.status >= 500)
    return wrong(`${server} answers ${response.status}`, { fix: 'wait; https://status.ringcentral.com' });
  const platform = Date.parse(response.headers.get('date') ?? '');
  return fine(`${server} answers`, { here, platform: Number.isNaN(platform) ? null : platform });
}

export function checkClock({ platform, here }: Answered): Verdict<true> {
  if (platform === null) return fine('RingCentral does not tell its time', true);
  const skew = here - platform;
  if (Math.abs(skew) <= skewAllowedMs) return fine('agrees with RingCentral', true);
  return warning(`is ${Math.round(Math.abs(skew) / 1000)} s ${skew > 0 ? 'ahead of' : 'behind'} RingCentral`, true, {
    breaks: 'periods such as "last hour" and the times of digests are off',
    fix: 'synchronise the clock of this machine (NTP)',
  });
}
