import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { closeComponents, closed, type JsonSchema } from './closed-schema';

/** A request and its reply, as they went over the wire. */
export interface Exchange {
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  /** As the router has it, such as `/storage/:key`; `undefined` if the request did not get that far. */
  readonly route: string | undefined;
  readonly status: number;
  /** By their names in small letters. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

interface Reference {
  readonly $ref: string;
}

interface Header {
  readonly required?: boolean;
  readonly schema: { readonly type: string; readonly pattern?: string };
}

interface Reply {
  readonly headers?: Readonly<Record<string, Header | Reference>>;
  readonly content?: Readonly<Record<string, { readonly schema: JsonSchema }>>;
}

interface Operation {
  readonly responses: Readonly<Record<string, Reply | Reference>>;
}

export interface OpenApiDocument {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** Of a path or method that is none; on the paths of blocks it has what monday wants to know besides. */
const NOWHERE: Operation = {
  responses: {
    default: {
      content: {
        'application/json': { schema: { $ref: '#/components/schemas/Error', additionalProperties: true } },
      },
    },
  },
};
/** A larger body is one of the tests of limits, and costs more to read again than it tells. */
const MAX_BODY = 256 * 1024;

/** Holds replies against the OpenAPI document: status, headers, content type and body. */
export class OpenApiContract {
  private readonly validators = new Map<string, ValidateFunction>();
  /** By schema and code, the first of {@link validators} that was found for them. */
  private readonly chosen = new WeakMap<JsonSchema, Map<string | undefined, ValidateFunction>>();
  private readonly templates: readonly (readonly [RegExp, string])[];
  private readonly compile: (schema: string) => ValidateFunction;

  constructor(private readonly document: OpenApiDocument) {
    this.templates = Object.keys(document.paths)
      // What is spelled out comes before what stands for anything.
      .sort((left, right) => left.split('{').length - right.split('{').length)
      .map((path) => [new RegExp(`^${path.replace(/\{\w+\}/g, '[^/]+')}/?$`, 'i'), path]);
    this.compile = compilerFor(document);
  }

  /** What the document does not say of this reply; nothing of a route that it does not have, such as one of a test. */
  check({ method, path, route, status, headers, body }: Exchange): string[] {
    if (method === 'OPTIONS') return [];
    const template = route === undefined ? this.templateOf(path) : route.replace(/:(\w+)/g, '{$1}');
    const operation = this.document.paths[template ?? '']?.[method === 'HEAD' ? 'get' : method.toLowerCase()];
    if (!operation && route !== undefined) return [];
    const { responses } = operation ?? NOWHERE;
    const found = responses[status] ?? responses['default'];
    const where = `${method} ${template ?? path} answered ${status}`;
    if (!found) return [`${where}, which the document does not tell of`];
    const reply = this.resolve(found);
    const isBodyRead = method !== 'HEAD' && body.length <= MAX_BODY;
    const problems = [
      ...this.checkHeaders(reply, headers),
      ...(isBodyRead ? this.checkBody(reply, headers, body) : []),
    ];
    return problems.map((problem) => `${where}: ${problem}`);
  }

  private templateOf(path: string): string | undefined {
    return this.templates.find(([pattern]) => pattern.test(path))?.[1];
  }

  private checkHeaders(reply: Reply, given: Exchange['headers']): string[] {
    return Object.entries(reply.headers ?? {}).flatMap(([name, header]) => {
      const { required = false, schema } = this.resolve(header);
      const value = given[name.toLowerCase()];
      if (value === undefined) return required ? [`it lacks the header ${name}`] : [];
      const isRight =
        (schema.type !== 'integer' || /^\d+$/.test(value)) &&
        (schema.pattern === undefined || new RegExp(schema.pattern).test(value));
      return isRight ? [] : [`its header ${name} has another form`];
    });
  }

  private checkBody({ content = {} }: Reply, headers: Exchange['headers'], body: string): string[] {
    const type = headers['content-type']?.split(';', 1)[0] ?? '';
    if (Object.keys(content).length === 0) return body === '' ? [] : ['it should have no body'];
    const media = content[type];
    if (!media) return [`its type is "${type}", not ${Object.keys(content).join(' or ')}`];
    return type === 'application/json' ? this.checkJson(media.schema, JSON.parse(body)) : [];
  }

  private checkJson(schema: JsonSchema, value: unknown): string[] {
    const { code } = Object(value) as { code?: unknown };
    const validate = this.validatorOf(schema, typeof code === 'string' ? code : undefined);
    if (!validate) return [`its code is ${String(code)}, which is none of this status`];
    if (validate(value)) return [];
    return (validate.errors ?? []).map(({ instancePath, message = '', params }) =>
      `${instancePath} ${message} ${JSON.stringify(params)}`.trim(),
    );
  }

  private validatorOf(schema: JsonSchema, code: string | undefined): ValidateFunction | undefined {
    const byCode = this.chosen.get(schema) ?? new Map<string | undefined, ValidateFunction>();
    this.chosen.set(schema, byCode);
    const known = byCode.get(code);
    if (known) return known;
    const narrowed = code === undefined ? schema : this.narrow(schema, code);
    if (!narrowed) return undefined;
    const text = JSON.stringify(closed(narrowed));
    const validate = this.validators.get(text) ?? this.compile(text);
    this.validators.set(text, validate);
    byCode.set(code, validate);
    return validate;
  }

  /** Of the failures of a status the one with this code: said clearly if it is none, and cheaper to compile. */
  private narrow(schema: JsonSchema, code: string): JsonSchema | undefined {
    const { allOf, anyOf, oneOf } = schema;
    if (allOf || anyOf) {
      const parts = (allOf ?? anyOf ?? []).map((part) => this.narrow(part, code));
      return parts.includes(undefined) ? undefined : { [allOf ? 'allOf' : 'anyOf']: parts };
    }
    return oneOf ? oneOf.find((one) => this.hasCode(one, code)) : schema;
  }

  private hasCode({ $ref }: JsonSchema, code: string): boolean {
    const { properties } = this.resolve<JsonSchema>({ $ref: $ref ?? '' });
    return properties?.['code']?.const === code;
  }

  private resolve<T extends object>(given: T | Reference): T {
    if (!('$ref' in given)) return given;
    const [, , kind = '', name = ''] = given.$ref.split('/');
    return (this.document.components[kind]?.[name] ?? {}) as T;
  }
}

function compilerFor(document: OpenApiDocument): (schema: string) => ValidateFunction {
  const ajv = new Ajv2020({
    strict: false,
    validateFormats: false,
    inlineRefs: false,
    // Each validator runs a few times at most: to compile it faster saves more.
    code: { optimize: false },
  });
  ajv.addSchema({ $id: 'openapi', components: closeComponents(document.components) });
  return (schema) => ajv.compile(JSON.parse(schema.replaceAll('"#/', '"openapi#/')) as object);
}
