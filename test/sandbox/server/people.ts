/** Persons and companies as Team Messaging knows them: digits for colleagues, `glip-…` for guests, another company's digits. */
import { multipart } from './multipart.js';
import { badParameter, refuseMessaging } from './refusal.js';
import { type Handler, ok } from './request.js';
import { type Account, findPerson } from './world.js';

const founded = '2020-01-06T08:00:00.000Z';

/** readGlipPersonNew: one id, or up to thirty with commas as a multipart answer. */
export const readGlipPersonNew: Handler = ({ params, account, identity }) => {
  const ids = (params.personId ?? '').split(',').map((id) => (id === '~' ? identity.extensionId : id));
  if (ids.length > 30) throw badParameter('personId', ids.join(','));
  const found = ids.map((id) => personInfo(account, id));
  if (ids.length > 1) return multipart(found, 'personId');
  if (!found[0]) throw refuseMessaging(404, 'CMN-102', 'Resource for parameter [personId] is not found');
  return ok(found[0]);
};

/** readTMCompanyInfoNew: the id is the account's. */
export const readTMCompanyInfoNew: Handler = ({ params, account }) => {
  const { company } = account;
  if (params.companyId !== '~' && params.companyId !== company.id) {
    throw refuseMessaging(404, 'CMN-102', 'Resource for parameter [companyId] is not found');
  }
  return ok({ id: company.id, name: company.name, domain: 'company.example', creationTime: founded, lastModifiedTime: founded });
};

function personInfo(account: Account, id: string) {
  const person = findPerson(account.company, id);
  if (!person) return undefined;
  const plain = 'name' in person ? person.name : undefined;
  const firstName = person.firstName ?? plain;
  const companyId = 'type' in person ? account.company.id : person.companyId;
  return {
    id,
    ...(firstName && { firstName }),
    ...(person.lastName && { lastName: person.lastName }),
    ...(person.email && { email: person.email }),
    ...(companyId && { companyId }),
    creationTime: founded,
    lastModifiedTime: founded,
  };
}
