/** Which number rings where: the company's own, people's direct ones, the queues', the fax. */
import type { Extension, PhoneNumber } from '../model.js';
import type { Random } from '../random.js';
import type { Allotment } from './ids.js';

/** The first is the main number. Some people have no direct number and are reached through the main one only. */
export function phoneNumbers(random: Random, allot: Allotment, extensions: readonly Extension[]): PhoneNumber[] {
  const own = extensions.filter(
    (extension, place) =>
      !extension.deleted &&
      extension.status !== 'NotActivated' &&
      (extension.type === 'Department' || (extension.type === 'User' && (place < 8 || random.chance(0.88)))),
  );
  return [
    { phoneNumber: allot.phoneNumber(), usageType: 'MainCompanyNumber' },
    { phoneNumber: allot.phoneNumber(), usageType: 'CompanyNumber' },
    { phoneNumber: allot.phoneNumber(), usageType: 'CompanyNumber' },
    { phoneNumber: allot.phoneNumber(), usageType: 'CompanyFaxNumber' },
    ...own.map(({ id }): PhoneNumber => ({ phoneNumber: allot.phoneNumber(), usageType: 'DirectNumber', extensionId: id })),
  ];
}
