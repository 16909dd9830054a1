/**
 * Names and numbers that belong to nobody. Surnames are words of landscape, weather and herbs that are not family
 * names, so that a demo name is seen to be one. Regions and telephone numbers lie where no office can assign any.
 */
import { checkDigit } from '#domain/id-number';
import type { Day } from '#domain/instant';
import type { Random } from './random.ts';

const SURNAMES = Array.from('晴澜霁荻砚笙筠枫榆槿岚汐屿峤帆桥穗禾朔霖澍皓煦昀晞芷蘅苇菱棠柚暄');
const FIRST = Array.from('知予云一清若书念星南望初以听照思沐景言亦');
const SECOND = Array.from('遥宁舟夏禾川微安野溪晨松朗秋白晴然远乔简帆月木青');

/** A full name; children of one family share the surname. */
export function nameOf(random: Random, surname: string = random.pick(SURNAMES)): string {
  return surname + random.pick(FIRST) + random.pick(SECOND);
}

export function surnameOf(random: Random): string {
  return random.pick(SURNAMES);
}

/** GB/T 2260 assigns region codes from 11 to 82 (91 for foreign residents): 9990 is no province and no city. */
export const CITY_CODE = '999000';

/** An identity number of a region that does not exist, with a correct check digit. `sequence` 0-999, odd for males. */
export function idNumberOf(region: string, born: Day, sequence: number): string {
  const first17 = region + born.replaceAll('-', '') + String(sequence).padStart(3, '0');
  return first17 + checkDigit(first17);
}

/**
 * Eleven digits that reach no telephone: 00 starts an international call, and no country code begins with 0
 * (ITU-T E.164 keeps zone 0 unassigned). No operator can be given this prefix.
 */
export const PHONE_PREFIX = '000';

export function phoneOf(random: Random): string {
  return PHONE_PREFIX + String(random.below(100_000_000)).padStart(8, '0');
}
