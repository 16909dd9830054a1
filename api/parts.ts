import type { Waker } from '#adapters/temporal/waker';
import type { Clock } from '#domain/clock';
import type { NoticeFeed } from '#db/notice-feed';
import type { Database } from '#db/transaction';
import type { Keyring } from '#db/vault/keyring';

/** What the API is made of; read from the environment by server.ts, from a test by the test. */
export interface Parts {
  /** The tables of the domain, as the role `api`. */
  readonly db: Database;
  /** Accounts and sessions, as the role `auth`. */
  readonly authDb: Database;
  readonly keyring: Keyring;
  /** Seals the mail addresses of staff, which the worker alone opens; left out = none are taken. */
  readonly contactKey?: Buffer;
  /** 32 bytes: signs cookies and seals second factors. */
  readonly signInKey: Buffer;
  readonly clock: Clock;
  /** Tells workflows that the record has moved; null while Temporal is not part of the set-up. */
  readonly waker: Waker | null;
  /** Live announcements of notices; null = streams say nothing until asked again. */
  readonly feed: NoticeFeed | null;
  /** Address under which people reach the server, such as https://xinqiao.example; decides on cookies and origins. */
  readonly origin: string;
  /** The demonstration city: instruments whose wording is not verified may be shown. */
  readonly demo: boolean;
  /** Folder of the built pages; left out = the API alone. */
  readonly pages?: string;
}
