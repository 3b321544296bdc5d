import { readFileSync } from 'node:fs';
import {
  buildASTSchema,
  introspectionFromSchema,
  parse,
  printSchema,
  type DocumentNode,
  type GraphQLSchema,
  type IntrospectionQuery,
} from 'graphql';
import { type SandboxSettings } from '../../state/index.js';
import { attachResolvers } from '../resolvers/attach-resolvers.js';
import { RESOLVERS, UNSERVED } from '../areas/index.js';
import { readSchemaFiles, type SchemaFiles } from './schema-files.js';
import { documentOf } from './versioned-document.js';

/** Those of the package: the same for all platforms of this process. */
const ofPackage = new Map<string, GraphQLSchema>();

/** The schemas of all versions, with the platform's resolvers. Each is built on first use. */
export class Schemas {
  private readonly built: Map<string, GraphQLSchema>;
  private files: SchemaFiles | undefined;

  constructor(private readonly settings: SandboxSettings) {
    this.built = settings.schemaFile === undefined ? ofPackage : new Map<string, GraphQLSchema>();
  }

  /** @param version one of `versions.json` */
  of(version: string): GraphQLSchema {
    const known = this.built.get(version);
    if (known) return known;
    const schema = buildASTSchema(this.document(version), { assumeValid: true, assumeValidSDL: true });
    attachResolvers(schema, RESOLVERS, UNSERVED);
    this.built.set(version, schema);
    return schema;
  }

  /** As SDL. */
  text(version: string): string {
    return printSchema(this.of(version));
  }

  introspection(version: string): IntrospectionQuery {
    return introspectionFromSchema(this.of(version));
  }

  /** A custom schema is served for every version. */
  private document(version: string): DocumentNode {
    const { schemaFile } = this.settings;
    if (schemaFile !== undefined) return parse(readFileSync(schemaFile, 'utf8'), { noLocation: true });
    this.files ??= readSchemaFiles();
    return documentOf(version, this.files);
  }
}
