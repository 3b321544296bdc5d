import { type Sdk } from '@mondaydotcomorg/api';

/** The operations of `@mondaydotcomorg/api`, with its types; headers are set by this app. */
export type TypedOperations = {
  readonly [Name in keyof Sdk]: (variables: Parameters<Sdk[Name]>[0]) => ReturnType<Sdk[Name]>;
};

const READS = ['getMeOp', 'getBoardItemsOp', 'getBoardGroupsOp'] as const satisfies (keyof Sdk)[];
const WRITES = [
  'createItemOp',
  'changeColumnValueOp',
  'changeSimpleColumnValueOp',
  'changeMultipleColumnValuesOp',
] as const satisfies (keyof Sdk)[];

type Send = <T>(work: (operations: Sdk) => Promise<T>, isWrite: boolean) => Promise<T>;

/** Each operation, sent through `send`. */
export function typedOperations(send: Send): TypedOperations {
  const entries = [
    ...READS.map((name) => [name, false] as const),
    ...WRITES.map((name) => [name, true] as const),
  ];
  const operations = entries.map(([name, isWrite]) => [
    name,
    (variables: never) => send<unknown>((sdk) => sdk[name](variables), isWrite),
  ]);
  return Object.fromEntries(operations) as TypedOperations;
}
