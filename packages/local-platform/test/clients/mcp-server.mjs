import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';

const PACKAGE = '@mondaydotcomorg/monday-api-mcp';

/** Starts monday's MCP server on a platform. */
export async function startMcpServer({ endpoint, token }) {
  const manifest = createRequire(import.meta.url).resolve(`${PACKAGE}/package.json`);
  const client = new Client({ name: 'local-platform-test', version: '1.0.0' });
  await client.connect(
    new StdioClientTransport({
      command: process.execPath,
      args: [manifest.replace('package.json', 'dist/index.js'), '-t', token],
      // The variable that `env` and `exec` set.
      env: { ...process.env, MONDAY_API_ENDPOINT: endpoint },
      stderr: 'ignore',
    }),
  );
  return {
    client,
    /** The answer of a tool, as an object where it is JSON. */
    async call(name, args = {}) {
      const { content, isError } = await client.callTool({ name, arguments: args });
      const text = content.map((part) => part.text ?? '').join('\n');
      assert.ok(!isError && !/^(Error|Failed)/.test(text), `${name}: ${text}`);
      try {
        return JSON.parse(text);
      } catch {
        return text;
      }
    },
    close: () => client.close(),
  };
}
