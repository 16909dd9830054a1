import { useQuery } from '@tanstack/react-query';
import { NAMED_STAFF } from '#domain/named-staff';
import { api, ask } from '#web/frame/api.ts';
import { useTexts } from '#web/frame/words.ts';
import type { Option } from '#web/parts/act-field.tsx';
import type { Identity } from '#web/parts/case-reading.ts';

/** What the fields of an act on a return choose from: guardians who may be turned to (N10), and who can receive a child that changes school. */
export function useReturnOptions(
  identity: Identity | null,
  act: string | null,
): Readonly<Record<string, readonly Option[]>> {
  const t = useTexts('case');
  const named = act === null ? undefined : NAMED_STAFF[act];
  const people = useQuery({
    enabled: named !== undefined,
    staleTime: 600_000,
    queryKey: ['colleagues', 'near'],
    queryFn: () => ask(() => api.GET('/api/colleagues', {})),
  });
  const roles: readonly string[] = named?.roles ?? [];
  const receivers = (people.data?.items ?? [])
    .filter(({ role }) => roles.includes(role))
    .map(({ person, displayName, orgName }) => ({ value: person, label: `${displayName} · ${orgName}` }));
  const guardians = (identity?.guardians ?? [])
    .filter(({ danger }) => !danger)
    .map(({ id, name, relation }) => ({
      value: id,
      label: `${name ?? ''} ${t(`relation.${relation}`, { defaultValue: relation })}`,
    }));
  return { guardian: guardians, 'applicant.guardian': guardians, receivedBy: receivers };
}
