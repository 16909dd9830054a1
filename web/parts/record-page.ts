/** Reports and assessments have screens of their own; every other record has that of its kind. */
const OWN_SCREENS: Readonly<Record<string, string>> = { report: '/reports', assessment: '/assessments' };

export function recordPage({ kind, id }: { readonly kind: string; readonly id: string }): string {
  return `${Object.hasOwn(OWN_SCREENS, kind) ? OWN_SCREENS[kind] : `/records/${kind}`}/${id}`;
}
