/** Cookies of ours. Under https their names promise that no other host set them (`__Host-`). */
export const COOKIES = ['session_token', 'session_data', 'account_data', 'dont_remember', 'two_factor'] as const;

/** Full name of a cookie for people who reach the server at `origin`. */
export function cookieName(origin: string, name: (typeof COOKIES)[number] | 'device'): string {
  return `${origin.startsWith('https:') ? '__Host-' : ''}xinqiao.${name}`;
}

/** Value of a cookie in a request's header, decoded; null when it is not there. */
export function cookieIn(header: string | undefined, name: string): string | null {
  for (const part of header?.split(';') ?? []) {
    const at = part.indexOf('=');
    if (part.slice(0, at).trim() === name) return decoded(part.slice(at + 1).trim());
  }
  return null;
}

function decoded(value: string): string | null {
  try {
    return decodeURIComponent(value);
  } catch {
    return null;
  }
}
