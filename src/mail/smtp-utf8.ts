import type SMTPConnection from 'nodemailer/lib/smtp-connection/index.js';

/**
 * Whether the server takes addresses that are not ASCII (SMTPUTF8, RFC 6531). Asks it over a connection of its own, which
 * few mails need: the pool does not say what its connections can do before a mail is sent.
 * @throws Error of the library
 */
export async function supportsSmtpUtf8(options: SMTPConnection.Options): Promise<boolean> {
  const { default: Connection } = await import('nodemailer/lib/smtp-connection');
  const connection = new Connection(options);
  try {
    await new Promise<void>((resolve, reject) => {
      connection.once('error', reject);
      connection.once('end', () =>
        reject(Object.assign(new Error('The server closed the connection.'), { code: 'ECONNECTION' })),
      );
      connection.connect((error?: Error) => (error ? reject(error) : resolve()));
    });
    // The last reply is the one to EHLO, after TLS if there is any: it lists what the server can do.
    return /^\d+[ -]SMTPUTF8\b/im.test(connection.lastServerResponse || '');
  } finally {
    connection.on('error', () => undefined);
    connection.close();
  }
}
