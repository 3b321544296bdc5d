import { EventEmitter, once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** What the server says to each command, by its first word; `undefined` says nothing, `close` breaks off. */
export type SmtpScript = (command: string, line: string) => string | undefined;

const POLITE: Readonly<Record<string, string>> = {
  GREETING: '220 test',
  EHLO: '250 test',
  MAIL: '250 ok',
  RCPT: '250 ok',
  DATA: '354 go on',
  CONTENT: '250 kept',
  RSET: '250 ok',
  QUIT: '221 bye',
};

/** An SMTP server on loopback that behaves as the test says. */
export class MisbehavingSmtp {
  readonly mails: string[] = [];
  /** The lines that it was sent, but for contents. */
  readonly commands: string[] = [];
  private readonly received = new EventEmitter();
  private readonly sockets = new Set<Socket>();

  private constructor(
    private readonly server: Server,
    public script: SmtpScript,
  ) {}

  static async start(script: SmtpScript): Promise<MisbehavingSmtp> {
    const server = createServer();
    const smtp = new MisbehavingSmtp(server, script);
    server.on('connection', (socket) => smtp.serve(socket));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return smtp;
  }

  /** Polite, but for these. */
  static script(other: Readonly<Record<string, string | undefined>>): SmtpScript {
    return (command) => (command in other ? other[command] : POLITE[command]);
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  /** Resolves at the next command of this name. */
  async receives(command: string): Promise<void> {
    await once(this.received, command);
  }

  /** Sends a reply that the script withheld, on all connections. */
  say(reply: string): void {
    for (const socket of this.sockets) socket.write(`${reply}\r\n`);
  }

  async close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    this.server.close();
    await once(this.server, 'close');
  }

  private serve(socket: Socket): void {
    this.sockets.add(socket);
    socket.on('close', () => this.sockets.delete(socket)).on('error', () => undefined);
    this.answer(socket, 'GREETING', '');
    let pending = '';
    let content: string | undefined;
    socket.setEncoding('utf8').on('data', (chunk: string) => {
      pending += chunk;
      for (let end = pending.indexOf('\r\n'); end !== -1; end = pending.indexOf('\r\n')) {
        const line = pending.slice(0, end);
        pending = pending.slice(end + 2);
        if (content === undefined) {
          const command = line.split(/[ :]/)[0]!.toUpperCase();
          this.commands.push(line);
          this.received.emit(command);
          if (this.answer(socket, command, line)?.startsWith('354')) content = '';
        } else if (line === '.') {
          if (this.answer(socket, 'CONTENT', '')?.startsWith('2')) this.mails.push(content);
          content = undefined;
        } else {
          content += `${line}\n`;
        }
      }
    });
  }

  private answer(socket: Socket, command: string, line: string): string | undefined {
    const reply = this.script(command, line);
    if (reply === 'close') socket.destroy();
    else if (reply !== undefined) socket.write(`${reply}\r\n`);
    return reply;
  }
}
