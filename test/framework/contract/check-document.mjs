// node test/framework/contract/check-document.mjs <file>: prints as JSON what is wrong with an OpenAPI document and its examples.
import { readFile } from 'node:fs/promises';
import { Validator } from '@seriousme/openapi-schema-validator';
import { Ajv2020 } from 'ajv/dist/2020.js';

const text = await readFile(process.argv[2], 'utf8');
const document = JSON.parse(text);
const { components } = document;

// It changes what it is given.
const { valid, errors } = await new Validator().validate(JSON.parse(text));
console.log(JSON.stringify([...(valid ? [] : errors), ...misfits()]));

/** The examples that are not as their schemas say. */
function misfits() {
  const ajv = new Ajv2020({ strict: false, validateFormats: false, inlineRefs: false });
  ajv.addSchema({ $id: 'openapi', components });
  const compiled = new Map();
  return examples().filter(([schema, value]) => {
    const wanted = JSON.stringify(narrowed(schema, value)).replaceAll('"#/', '"openapi#/');
    const validate = compiled.get(wanted) ?? ajv.compile(JSON.parse(wanted));
    compiled.set(wanted, validate);
    return !validate(value);
  });
}

function examples() {
  const operations = Object.values(document.paths).flatMap((item) => Object.values(item));
  const parts = [
    ...Object.values(components.responses),
    ...operations.flatMap(({ requestBody = {}, responses }) => [requestBody, ...Object.values(responses)]),
  ];
  return [
    ...Object.entries(components.schemas).flatMap(([name, { examples = [] }]) =>
      examples.map((value) => [{ $ref: `#/components/schemas/${name}` }, value]),
    ),
    ...parts
      .flatMap(({ content = {} }) => Object.values(content))
      .flatMap(({ schema, example, examples = {} }) => [
        ...(example === undefined ? [] : [[schema, example]]),
        ...Object.values(examples).map((part) => [schema, valueOf(part)]),
      ]),
  ];
}

function valueOf(part) {
  return '$ref' in part ? components.examples[part.$ref.split('/').at(-1)].value : part.value;
}

/** Of the failures of a status only the one whose code it is: all of them take long to compile. */
function narrowed(schema, value) {
  if (schema.allOf) return { allOf: schema.allOf.map((part) => narrowed(part, value)) };
  if (!schema.oneOf || value.code === undefined) return schema;
  const isMeant = ({ $ref }) =>
    components.schemas[$ref.split('/').at(-1)].properties.code.const === value.code;
  return schema.oneOf.find(isMeant) ?? false;
}
