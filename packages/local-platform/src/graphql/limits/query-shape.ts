import { visit, type DocumentNode, type FieldNode } from 'graphql';
import { tooComplex } from '../graphql-problem.js';

/**
 * INFER: monday does not document how deep and how wide a query may be. Validation compares each two fields of one name in
 * one place, so that their number must have an end.
 */
export const MAX_DEPTH = 50;
const MAX_SAME_FIELDS = 100;

/** @throws GraphQLProblem if the query is too deep, or repeats a field too often, to be validated */
export function checkShape(document: DocumentNode): void {
  const path: string[] = [];
  const fields = new Map<string, number>();
  let depth = 0;
  const level = {
    enter: () => {
      depth += 1;
      if (depth > MAX_DEPTH) throw tooDeep();
    },
    leave: () => {
      depth -= 1;
    },
  };
  const named = {
    enter: (name: string) => {
      path.push(name);
    },
    leave: () => {
      path.pop();
    },
  };
  visit(document, {
    SelectionSet: level,
    ListValue: level,
    ObjectValue: level,
    OperationDefinition: { enter: () => named.enter('query'), leave: named.leave },
    FragmentDefinition: { enter: ({ name }) => named.enter(name.value), leave: named.leave },
    Field: {
      enter: (field) => {
        named.enter(responseName(field));
        const place = path.join('.');
        const count = (fields.get(place) ?? 0) + 1;
        if (count > MAX_SAME_FIELDS) {
          throw tooComplex(
            `Query has more than ${MAX_SAME_FIELDS} fields ${responseName(field)} in one place`,
          );
        }
        fields.set(place, count);
      },
      leave: named.leave,
    },
  });
}

/** Also for a query that is too deep to be parsed. */
export function tooDeep(): Error {
  return tooComplex(`Query has more than ${MAX_DEPTH} levels`);
}

function responseName({ alias, name }: FieldNode): string {
  return (alias ?? name).value;
}
