import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type INestApplication } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { type AppImports, FrameworkModule } from '#app/framework.module.js';
import { readVariables, type Variables } from '#app/config/index.js';
import { FastExpressAdapter, SERVER_LIMITS } from '#app/http/index.js';

/**
 * The app as its modules declare it. In Nest's preview mode nothing is instantiated, so nothing is opened or called.
 * @param imports modules beside the app's own
 */
export async function previewApp(imports: AppImports = []): Promise<INestApplication> {
  const module = FrameworkModule.forRoot(await localVariables(), imports);
  return NestFactory.create(module, new FastExpressAdapter(SERVER_LIMITS), {
    preview: true,
    abortOnError: false,
    logger: false,
  });
}

/** Those of a laptop if nothing is set: the document must not depend on the machine that builds. */
async function localVariables(): Promise<Variables> {
  const folder = await mkdtemp(join(tmpdir(), 'openapi-'));
  try {
    return readVariables({ APP_PROFILE: 'local', DATA_DIR: folder }, join(folder, '.env'));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
