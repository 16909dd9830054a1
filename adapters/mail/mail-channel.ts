import { createTransport } from 'nodemailer';
import type { NeutralText } from '#domain/neutral-text';
import type { PersonId } from '#domain/role';
import { letterOf } from './letter.ts';

export interface MailPlan {
  /** smtp://host:587, TLS from STARTTLS on when the server offers it, or smtps://host:465; user and password before the host. */
  readonly smtpUrl: string;
  /** A bare address: a display name would stand on every envelope (N17). */
  readonly from: string;
  /** Where people sign in, without a slash at its end. */
  readonly consoleOrigin: string;
  /** The address in clear, for this one mail. Throws when it was sealed for somebody else or under another key. */
  open(sealed: Buffer, person: PersonId): string;
  /** For one mail from looking up the server to its last word, ms. */
  readonly patience?: number;
}

export interface MailChannel {
  readonly name: 'mail';
  send(sealed: Buffer, said: NeutralText, urgent: boolean, person: PersonId): Promise<void>;
}

/** Less than an urgent delivery may take: the caller hears why, and its next attempt finds no older one still going on. */
const PATIENCE_MS = 8_000;

/** The mail was not taken. Says a code of the transport and of SMTP and nothing else: replies of servers repeat addresses. */
class MailNotTaken extends Error {
  override readonly name = 'MailNotTaken';
}

/** E-mail to members of staff over one SMTP server. Each mail has its own connection: there are few, and a kept one may be dead when it counts. */
export function mailChannel({ smtpUrl, from, consoleOrigin, open, patience = PATIENCE_MS }: MailPlan): MailChannel {
  const transport = createTransport(connectionTo(smtpUrl, from));
  return {
    name: 'mail',
    async send(sealed, said, urgent, person) {
      try {
        const to = oneAddress(open(sealed, person));
        await transport.sendMail({
          ...letterOf(said, consoleOrigin),
          from,
          to,
          envelope: { from, to: [to] },
          // RFC 3834: no "out of office" comes back.
          headers: { 'Auto-Submitted': 'auto-generated' },
          xMailer: false,
          textEncoding: 'base64',
          ...(urgent ? { priority: 'high' as const } : {}),
          signal: AbortSignal.timeout(patience),
        });
      } catch (error) {
        // Without a cause: failures are kept in histories and logs.
        throw new MailNotTaken(`mail was not taken: ${codesOf(error)}`);
      }
    },
  };
}

/** Taken apart here rather than by the transport, for which parts of the address could switch off its checks of certificates. */
function connectionTo(smtpUrl: string, from: string) {
  const { protocol, hostname, port, username, password } = new URL(smtpUrl);
  const secure = protocol === 'smtps:';
  const login =
    username === '' ? {} : { auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) } };
  return {
    host: hostname.replace(/^\[|\]$/g, ''),
    port: port === '' ? (secure ? 465 : 587) : Number(port),
    secure,
    // A password never goes out in clear, also when somebody on the way hides that the server offers TLS.
    requireTLS: username !== '',
    ...login,
    // What we call ourselves to the server; the machine's own name stays inside.
    name: from.slice(from.lastIndexOf('@') + 1),
    disableFileAccess: true,
    disableUrlAccess: true,
    logger: false,
  };
}

/** What the transport would read as a list, a name or a second header is no address of one person. */
function oneAddress(text: string): string {
  if (!/^[^\s,;:<>()"@]+@[^\s,;:<>()"@]+$/.test(text)) throw new Error('not an address');
  return text;
}

/** Such as `EENVELOPE 550`. */
function codesOf(error: unknown): string {
  const { code, responseCode } = error as { readonly code?: unknown; readonly responseCode?: unknown };
  const ours = typeof code === 'string' && /^E[A-Z\d]+$/.test(code) ? code : 'unknown';
  return typeof responseCode === 'number' ? `${ours} ${responseCode}` : ours;
}
