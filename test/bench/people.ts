/** The people of a seeded company as the bot would know them. */
import { type Extension, kindOf } from '../../src/core/directory.js';
import { extensionId } from '../../src/core/model.js';
import type { Company } from '../sandbox/model.js';

export function extensionsOf({ extensions, numbers }: Company): readonly Extension[] {
  return extensions.map(({ id, type, status, name, firstName, lastName, extensionNumber, email, department }) => ({
    id: extensionId(id),
    kind: kindOf(type),
    type,
    status,
    name: name ?? `${firstName ?? ''} ${lastName ?? ''}`.trim(),
    ...(extensionNumber !== undefined && { extensionNumber }),
    ...(email !== undefined && { email }),
    ...(department !== undefined && { department }),
    numbers: numbers.filter((one) => one.extensionId === id && one.usageType === 'DirectNumber').map((one) => one.phoneNumber),
  }));
}
