/** The answer to a request for several ids at once: one part per id, each with a status of its own. */
import type { Answer } from './request.js';

const boundary = 'Boundary_1_sandbox';

/** `undefined` among `found` is a part with 404 CMN-102 for `parameterName`. */
export function multipart(found: readonly unknown[], parameterName: string): Answer {
  const message = `Resource for parameter [${parameterName}] is not found`;
  const missing = { errorCode: 'CMN-102', message, errors: [{ errorCode: 'CMN-102', message, parameterName }] };
  const statuses = { response: found.map((one) => ({ status: one ? 200 : 404, responseDescription: one ? 'OK' : 'Not Found' })) };
  const parts = [statuses, ...found.map((one) => one ?? missing)].map(
    (part) => `--${boundary}\r\nContent-Type: application/json\r\n\r\n${JSON.stringify(part)}\r\n`,
  );
  const raw = { contentType: `multipart/mixed; boundary=${boundary}`, text: `${parts.join('')}--${boundary}--` };
  return { status: 207, raw };
}
