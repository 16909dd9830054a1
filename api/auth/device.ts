import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

const YEAR_SECONDS = 365 * 24 * 60 * 60;
/** Colleagues who share a computer; the one who has not used it for longest makes room. */
const ACCOUNTS_A_DEVICE = 12;

/**
 * A cookie that says which accounts have signed in on this device before. It opens nothing: it only spares its account the
 * waits that strangers' failures cause, so that nobody can keep a duty doctor out from afar (OWASP, device cookies).
 */
export interface Device {
  /** Whether this account has signed in here with both factors. */
  knows(account: string): boolean;
  /** What the cookie says once it has. */
  with(account: string): string;
  /** Tells devices apart; null for one that knows nobody. */
  readonly id: string | null;
}

/** Reads `<id>.<proof>.<proof>...`; nonsense is a device that knows nobody. */
export function deviceOf(value: string | null, key: Buffer): Device {
  const [given = '', ...proofs] = value?.split('.') ?? [];
  const wellMade = /^[\w-]{22}$/.test(given);
  const id = wellMade ? given : randomBytes(16).toString('base64url');
  const known = wellMade ? proofs.slice(0, ACCOUNTS_A_DEVICE) : [];
  const proofOf = (account: string) => proof(key, id, account);
  return {
    id: wellMade ? id : null,
    knows: (account) => known.some((each) => same(each, proofOf(account))),
    with(account) {
      const own = proofOf(account);
      return [id, own, ...known.filter((each) => each !== own)].slice(0, ACCOUNTS_A_DEVICE + 1).join('.');
    },
  };
}

/** The header that keeps it. */
export function deviceHeader(name: string, value: string): string {
  const secure = name.startsWith('__Host-') ? '; Secure' : '';
  return `${name}=${value}; Path=/; Max-Age=${YEAR_SECONDS}; HttpOnly; SameSite=Strict${secure}`;
}

function proof(key: Buffer, id: string, account: string): string {
  return createHmac('sha256', key).update(`device|${id}|${account}`).digest('base64url').slice(0, 22);
}

function same(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
