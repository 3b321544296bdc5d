import { Command, type RedisValue } from 'ioredis';

/**
 * A command whose arguments are text and bytes in turn, as those of BullMQ's scripts are. ioredis writes every length,
 * argument and line end of it by itself, which is a tenth of what a message costs; here the text between two buffers
 * is written at once.
 */
export class ScriptCommand extends Command {
  /** Leaves out what the base class does to each argument: it flattens lists and turns everything into text, twice. */
  constructor(
    name: 'eval' | 'evalsha',
    private readonly values: readonly (RedisValue | null | undefined)[],
  ) {
    super(name, [], { replyEncoding: 'utf8' });
  }

  override toWritable(): Buffer {
    const parts: (string | Buffer)[] = [];
    let text = `*${this.values.length + 1}\r\n${bulkString(this.name)}`;
    for (const value of this.values) {
      if (Buffer.isBuffer(value)) {
        parts.push(`${text}$${value.length}\r\n`, value);
        text = '\r\n';
      } else {
        text += bulkString(String(value ?? ''));
      }
    }
    parts.push(text);
    return joined(parts);
  }
}

const bulkString = (text: string): string => `$${Buffer.byteLength(text)}\r\n${text}\r\n`;

function joined(parts: readonly (string | Buffer)[]): Buffer {
  const bytes = Buffer.allocUnsafe(parts.reduce((sum, part) => sum + Buffer.byteLength(part), 0));
  let end = 0;
  for (const part of parts) end += typeof part === 'string' ? bytes.write(part, end) : part.copy(bytes, end);
  return bytes;
}
