/** 林*; two characters more are a name. */
export function masked(name: string | null | undefined): string {
  const [first = '', ...rest] = Array.from(name ?? '');
  return first === '' ? '' : `${first}${'*'.repeat(Math.max(1, rest.length))}`;
}
