/** Phone numbers of the account and of one extension, in the forms of both API versions. */
import type { Company, PhoneNumber } from '../model.js';
import { extensionOf } from './access.js';
import { accountUri, extensionUri } from './account.js';
import { numberedPage } from './paging.js';
import { type AuthorisedRequest, type Handler, ok } from './request.js';
import { displayName, findExtension, type World } from './world.js';

/** listAccountPhoneNumbers */
export const listAccountPhoneNumbers: Handler = (request, world) => {
  const { company } = request.account;
  return ok(numberPage(request, world, filtered(company, request.query), (number) => numberRecord(company, number, world)));
};

/** listExtensionPhoneNumbers */
export const listExtensionPhoneNumbers: Handler = (request, world) => {
  const { company } = request.account;
  const own = filtered(company, request.query).filter((number) => number.extensionId === extensionOf(request));
  return ok(numberPage(request, world, own, (number) => numberRecord(company, number, world)));
};

/** listAccountPhoneNumbersV2: string ids, no navigation, `*` as wildcard in the `phoneNumber` filter. */
export const listAccountPhoneNumbersV2: Handler = (request, world) => {
  const { company } = request.account;
  const asked = request.query.get('phoneNumber');
  const pattern = asked === null ? undefined : new RegExp(`^${asked.replace(/[^\d*]/g, '\\$&').replaceAll('*', '.*')}$`);
  const found = filtered(company, request.query).filter((number) => !pattern || pattern.test(number.phoneNumber));
  const { records, paging } = numberedPage(found, request, world, { perPage: 100, most: 1000 });
  return ok({
    paging,
    records: records.map((number) => {
      const extension = number.extensionId === undefined ? undefined : findExtension(company, number.extensionId);
      return {
        id: numberId(number),
        phoneNumber: number.phoneNumber,
        type: 'VoiceFax',
        tollType: 'Toll',
        usageType: number.usageType,
        status: 'Normal',
        ...(extension && {
          extension: { id: extension.id, ...(extension.extensionNumber && { extensionNumber: extension.extensionNumber }) },
        }),
      };
    }),
  });
};

function numberPage(request: AuthorisedRequest, world: World, found: PhoneNumber[], show: (number: PhoneNumber) => unknown) {
  const page = numberedPage(found, request, world, { perPage: 100, most: 1000 });
  return { ...page, records: page.records.map(show) };
}

function filtered(company: Company, query: URLSearchParams): PhoneNumber[] {
  const usage = query.getAll('usageType');
  return company.numbers.filter((number) => usage.length === 0 || usage.includes(number.usageType));
}

function numberRecord(company: Company, number: PhoneNumber, world: World) {
  const extension = number.extensionId === undefined ? undefined : findExtension(company, number.extensionId);
  return {
    uri: `${accountUri(world, company)}/phone-number/${numberId(number)}`,
    id: Number(numberId(number)),
    phoneNumber: number.phoneNumber,
    usageType: number.usageType,
    type: 'VoiceFax',
    status: 'Normal',
    paymentType: 'Local',
    primary: true,
    ...(extension && {
      extension: {
        id: Number(extension.id),
        uri: extensionUri(world, company, extension.id),
        ...(extension.extensionNumber && { extensionNumber: extension.extensionNumber }),
        name: displayName(extension),
      },
    }),
  };
}

function numberId(number: PhoneNumber): string {
  return number.phoneNumber.replace(/\D/g, '').replace(/^0+/, '').slice(0, 15);
}
