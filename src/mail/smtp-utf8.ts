import type SMTPConnection from 'nodemailer/lib/smtp-connection/index.js';

/**
 * Whether the server supports non-ASCII addresses (SMTPUTF8, RFC 6531). Uses a separate connection, because the pool
 * does not report the server's extensions before a mail is sent.
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
    // The last reply is that of EHLO, after TLS if it is used; it lists the server's extensions.
    return /^\d+[ -]SMTPUTF8\b/im.test(connection.lastServerResponse || '');
  } finally {
    connection.on('error', () => undefined);
    connection.close();
  }
}
