import { isIPv6 } from 'node:net';

const GROUPS = 8;
const OF_A_NETWORK = 4;

/** The place an address stands for: itself, or with IPv6 its /64, all of which one household or school has. */
export function networkOf(address: string): string {
  const plain = address
    .toLowerCase()
    .replace(/^::ffff:(?=\d+\.)/, '')
    .replace(/%.*$/, '');
  if (!isIPv6(plain)) return plain;
  const [before = [], after] = plain.split('::').map((text) => (text === '' ? [] : text.split(':')));
  const zeros = after === undefined ? 0 : GROUPS - before.length - after.length;
  const all = [...before, ...Array<string>(Math.max(0, zeros)).fill('0'), ...(after ?? [])];
  return all
    .slice(0, OF_A_NETWORK)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':');
}
