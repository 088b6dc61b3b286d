/** The public contract as a judge: whether a request may be sent like this, and whether an answer looks like that. */
import { existsSync, mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Ajv, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import { parse } from 'yaml';
import type { Operation } from './server/operations.js';
import type { Answer } from './server/request.js';

/** Where the contract contradicts itself: a directory request may ask for 2000 a page, its answer may not say so. */
const contradictions = ['answer listDirectoryEntries 200: data/paging/perPage must be <= 1000'];

/** Where the contract lies, relative to the repository. */
export const contractFile = fileURLToPath(new URL('../../../shared/ringcentral/openapi.yml', import.meta.url));

export interface Contract {
  /** Adds a line per thing wrong with a request to `violations`. */
  checkRequest(operation: Operation, target: string, body: unknown, violations: string[]): void;
  checkAnswer(operation: Operation, answer: Answer, violations: string[]): void;
  /** The contract's own rate group of an operation, to compare tables with. */
  groupOf(operation: Operation): string | undefined;
}

interface Parameter {
  readonly $ref?: string;
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
  readonly schema?: Schema;
}

type Schema = { readonly [key: string]: unknown };
type Method = {
  readonly operationId: string;
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema?: Schema }>> };
  readonly responses: Readonly<
    Record<string, { readonly $ref?: string; readonly content?: Readonly<Record<string, { readonly schema?: Schema }>> }>
  >;
  readonly 'x-throttling-group'?: string;
};
type PathItem = Readonly<Record<string, unknown>> & { readonly parameters?: readonly Parameter[] };
interface Document {
  readonly paths: Readonly<Record<string, PathItem>>;
}

let loaded: Contract | undefined;

/** The contract as JSON: read in milliseconds, where YAML takes each process of the tests two seconds. */
const readyFile = fileURLToPath(new URL('../../node_modules/.cache/switchboard/contract.json', import.meta.url));

/** Reads the contract once per process; undefined where it is not there. */
export function loadContract(): Contract | undefined {
  if (!loaded && existsSync(contractFile)) loaded = createContract(readContract());
  return loaded;
}

function readContract(): Document {
  const changedAt = (file: string) => statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  if (changedAt(readyFile) > changedAt(contractFile)) return JSON.parse(readFileSync(readyFile, 'utf8')) as Document;
  const document = parse(readFileSync(contractFile, 'utf8'), { merge: true }) as Document;
  mkdirSync(dirname(readyFile), { recursive: true });
  // Whole or not at all: other processes read it meanwhile.
  const written = `${readyFile}.${process.pid}`;
  writeFileSync(written, JSON.stringify(document));
  renameSync(written, readyFile);
  return document;
}

function createContract(document: Document): Contract {
  const ajv = new Ajv({ strict: false, coerceTypes: false, validateSchema: false });
  (addFormats as unknown as (ajv: Ajv) => void)(ajv);
  ajv.addSchema(document, 'contract');
  const compiled = new Map<string, ValidateFunction>();
  const queryAjv = new Ajv({ strict: false, coerceTypes: 'array', validateSchema: false });
  (addFormats as unknown as (ajv: Ajv) => void)(queryAjv);
  queryAjv.addSchema(document, 'contract');

  const methodOf = ({ path, method }: Operation) => document.paths[path]?.[method.toLowerCase()] as Method | undefined;

  function resolve<T extends object>(thing: T & { $ref?: string }): T {
    if (thing.$ref === undefined) return thing;
    const keys = thing.$ref.slice(2).split('/').map(fromPointer);
    return resolve(keys.reduce<unknown>((at, key) => (at as Record<string, unknown>)[key], document) as T);
  }

  function parametersOf(operation: Operation): Parameter[] {
    const shared = document.paths[operation.path]?.parameters ?? [];
    return [...shared, ...(methodOf(operation)?.parameters ?? [])].map((parameter) => resolve(parameter));
  }

  /** A validator of the schema at a JSON pointer. */
  function at(pointer: string): ValidateFunction {
    const known = compiled.get(pointer) ?? ajv.compile({ $ref: `contract#${pointer}` });
    compiled.set(pointer, known);
    return known;
  }

  function checkRequest(operation: Operation, target: string, body: unknown, violations: string[]): void {
    const method = methodOf(operation);
    const say = (what: string) => violations.push(`request ${operation.id}: ${what}`);
    if (!method) {
      say('is not in the contract');
      return;
    }
    const parameters = parametersOf(operation).filter((parameter) => parameter.in === 'query');
    const query = new URLSearchParams(target.split('?')[1] ?? '');
    for (const name of new Set(query.keys())) {
      const parameter = parameters.find((one) => one.name === name);
      if (!parameter) say(`has no query parameter ${name}`);
      else checkParameter(parameter, query.getAll(name), say);
    }
    const content = method.requestBody?.content;
    const type = content && Object.keys(content)[0];
    if (!type) {
      if (body !== undefined) say('takes no body');
      return;
    }
    const base = `/paths/${toPointer(operation.path)}/${operation.method.toLowerCase()}/requestBody/content/${toPointer(type)}/schema`;
    if (body !== undefined) checkBody(base, content[type]?.schema, body, say);
  }

  function checkParameter({ name, schema = {} }: Parameter, values: string[], say: (what: string) => void): void {
    const key = `query ${JSON.stringify(schema)}`;
    const wrapped = { type: 'object', properties: { value: absolute(schema) } };
    const validate = compiled.get(key) ?? queryAjv.compile(wrapped);
    compiled.set(key, validate);
    const value = values.length > 1 || resolve(schema).type === 'array' ? values : values[0];
    if (!validate({ value })) say(`query parameter ${name}=${values.join(',')}: ${queryAjv.errorsText(validate.errors)}`);
  }

  function checkBody(pointer: string, schema: Schema | undefined, body: unknown, say: (what: string) => void): void {
    const validate = at(pointer);
    // A form knows strings only; its numbers are checked where they are read.
    const form = pointer.includes('x-www-form-urlencoded');
    if (!form && !validate(body)) say(`body: ${ajv.errorsText(validate.errors)}`);
    const declared = namesIn(schema ?? {});
    if (typeof body !== 'object' || body === null || declared.size === 0) return;
    for (const name of Object.keys(body)) if (!declared.has(name)) say(`body has no property ${name}`);
  }

  /** Property names of an object schema through all its parts. */
  function namesIn(schema: Schema): Set<string> {
    const whole = resolve(schema) as Record<string, unknown>;
    const parts = ['allOf', 'anyOf', 'oneOf'].flatMap((key) => (whole[key] as Schema[] | undefined) ?? []);
    const own = Object.keys((whole.properties as object | undefined) ?? {});
    return new Set([...own, ...parts.flatMap((part) => [...namesIn(part)])]);
  }

  function checkAnswer(operation: Operation, answer: Answer, violations: string[]): void {
    const method = methodOf(operation);
    if (!method || answer.raw) return;
    const say = (what: string) => {
      const line = `answer ${operation.id} ${answer.status}: ${what}`;
      if (!contradictions.includes(line)) violations.push(line);
    };
    if (answer.status >= 400) {
      const validate = at('/components/schemas/ApiErrorResponseModel');
      if (!validate(answer.body)) say(ajv.errorsText(validate.errors));
      return;
    }
    if (answer.status === 304) return;
    const response = method.responses[String(answer.status)];
    if (!response) {
      say('is no documented status');
      return;
    }
    const schema = resolve(response).content?.['application/json']?.schema;
    if (!schema) {
      if (answer.body !== undefined) say('has a body the contract does not give it');
      return;
    }
    const pointer = `/paths/${toPointer(operation.path)}/${operation.method.toLowerCase()}/responses/${answer.status}/content/application~1json/schema`;
    const validate = at(pointer);
    const plain = JSON.parse(JSON.stringify(answer.body ?? null)) as unknown;
    if (!validate(plain)) say(ajv.errorsText(validate.errors));
  }

  return { checkRequest, checkAnswer, groupOf: (operation) => methodOf(operation)?.['x-throttling-group'] };
}

const toPointer = (key: string) => encodeURIComponent(key.replaceAll('~', '~0').replaceAll('/', '~1'));
const fromPointer = (key: string) => decodeURIComponent(key).replaceAll('~1', '/').replaceAll('~0', '~');

/** A copy whose references point into the contract from outside it. */
function absolute(schema: unknown): unknown {
  return JSON.parse(JSON.stringify(schema).replaceAll('"#/', '"contract#/'));
}
