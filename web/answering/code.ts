/** Signs of a code, as the server makes them: no I, O, 0 and 1. */
const SIGNS = /^[A-HJ-NP-Z2-9]{12}$/;

/** A code as it was typed or scanned, in capitals without what stands between; null when it cannot be one. */
export function codeIn(typed: string): string | null {
  const code = typed
    .normalize('NFKC')
    .replace(/[\s\-_.·—–]/g, '')
    .toUpperCase();
  return SIGNS.test(code) ? code : null;
}

/** The code at the end of the address that a picture leads to, `/s/ABCD-EFGH-JKLM`; null for the address without one. */
export function codeAt(path: string): string | null {
  const last = path.replace(/^\/s\/?/, '').split('/')[0] ?? '';
  try {
    return codeIn(decodeURIComponent(last));
  } catch {
    return null;
  }
}

/** As it is read aloud: four, four, four. */
export function grouped(code: string): string {
  return code.replace(/(.{4})(?=.)/g, '$1-');
}
