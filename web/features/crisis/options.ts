import { useQuery } from '@tanstack/react-query';
import { NAMED_STAFF } from '#domain/named-staff';
import { api, ask } from '#web/frame/api.ts';
import { useTexts } from '#web/frame/words.ts';
import type { Option } from '#web/parts/act-field.tsx';
import type { Identity } from '#web/parts/case-reading.ts';

/** Whom the acts of a crisis may name. */
export function useCrisisOptions(
  identity: Identity | null,
  act: string | null,
): Readonly<Record<string, readonly Option[]>> {
  const t = useTexts('case');
  const people = useQuery({
    enabled: act === 'assignWatch' || act === 'offerHandOver',
    staleTime: 600_000,
    queryKey: ['colleagues', 'near'],
    queryFn: () => ask(() => api.GET('/api/colleagues', {})),
  });
  const roles: readonly string[] = (act === null ? undefined : NAMED_STAFF[act]?.roles) ?? [];
  const colleagues = (people.data?.items ?? [])
    .filter(({ role }) => roles.includes(role))
    .map(({ person, displayName, orgName }) => ({ value: person, label: `${displayName} · ${orgName}` }));
  const guardians = (identity?.guardians ?? [])
    .filter(({ danger }) => !danger)
    .map(({ id, name, relation }) => ({
      value: id,
      label: `${name ?? ''} ${t(`relation.${relation}`, { defaultValue: relation })}`,
    }));
  return {
    watcher: colleagues,
    ...(act === 'offerHandOver' ? { to: colleagues } : {}),
    ...(guardians.length === 0 ? {} : { guardian: guardians }),
  };
}
