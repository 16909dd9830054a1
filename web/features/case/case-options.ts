import { useQuery } from '@tanstack/react-query';
import { NAMED_STAFF } from '#domain/named-staff';
import { decisionWords } from '#domain/timeline/code-words';
import { api, ask } from '#web/frame/api.ts';
import { dayText } from '#web/frame/dates.ts';
import { useMe } from '#web/frame/session.ts';
import { useSay, useTexts } from '#web/frame/words.ts';
import type { Option } from '#web/parts/act-field.tsx';
import { type CaseView, type Identity, stateOf } from '#web/parts/case-reading.ts';
import { useConsents } from '#web/parts/consents.tsx';

const NAMES_PEOPLE = new Set(['assignWatch', 'offerHandOver']);
const NAMES_HOSPITALS = new Set(['requestReferral', 'chooseRoute']);

/** What the fields of an act on this case choose from: guardians, colleagues, hospitals, proposals. Asked for when the act is opened. */
export function useCaseOptions(
  view: CaseView,
  identity: Identity | null,
  act: string | null,
): Readonly<Record<string, readonly Option[]>> {
  const t = useTexts('case');
  const say = useSay();
  const me = useMe();
  const people = useQuery({
    enabled: act !== null && NAMES_PEOPLE.has(act),
    staleTime: 600_000,
    queryKey: ['colleagues', 'near'],
    queryFn: () => ask(() => api.GET('/api/colleagues', {})),
  });
  const hospitals = useQuery({
    enabled: act !== null && NAMES_HOSPITALS.has(act),
    staleTime: 600_000,
    queryKey: ['organisations', 'hospital'],
    queryFn: () => ask(() => api.GET('/api/organisations', { params: { query: { kind: 'hospital', limit: '200' } } })),
  });
  const basis = useBasis(view, act, new Map(hospitals.data?.items.map(({ code, name }) => [code, name])));
  const { proposals = [] } = stateOf(view);
  const roles: readonly string[] = (act === null ? undefined : NAMED_STAFF[act]?.roles) ?? [];
  const colleagues = (people.data?.items ?? [])
    .filter(({ person, role }) => roles.includes(role) && (person !== me.person || act === 'assignWatch'))
    .map(({ person, displayName, orgName }) => ({ value: person, label: `${displayName} · ${orgName}` }));
  const guardians = (identity?.guardians ?? [])
    .filter(({ danger }) => !danger)
    .map(({ id, name, relation }) => ({
      value: id,
      label: `${name ?? ''} ${t(`relation.${relation}`, { defaultValue: relation })}`,
    }));
  return {
    ...(guardians.length === 0 ? {} : { guardian: guardians }),
    watcher: colleagues,
    ...(act === 'offerHandOver' ? { to: colleagues } : {}),
    hospital: hospitals.data?.items.map(({ code, name }) => ({ value: code, label: name })) ?? [],
    ...(act !== null && NAMES_HOSPITALS.has(act) ? { basis } : {}),
    proposal: proposals.map(({ id, decision, level }) => ({
      value: id,
      label: `${say(decisionWords[decision])} · ${t(`frame:level.${level}`)}`,
    })),
  };
}

/** What a referral rests on: a consent that stands, the wait for one, or, at L4 alone, the asker's own word (精神卫生法 28). */
function useBasis(view: CaseView, act: string | null, hospitals: ReadonlyMap<string, string>): readonly Option[] {
  const t = useTexts('case');
  const me = useMe();
  const student = view.student?.id ?? null;
  const consents = useConsents(student, act !== null && NAMES_HOSPITALS.has(act));
  const standing = (consents.data?.items ?? []).filter(({ kind, live }) => kind === 'referral' && live);
  return [
    ...standing.map(({ id, givenAt, hospitals: named }) => ({
      value: `consent/${id}`,
      label: t('basis.consent', {
        day: dayText(givenAt),
        hospitals: named.map((code) => hospitals.get(code) ?? code).join(t('frame:comma')),
      }),
      stands: { kind: 'consent', consent: id, hospitals: named },
    })),
    { value: 'awaited', label: t('basis.awaited'), stands: { kind: 'awaited' } },
    ...(view.level === 'L4'
      ? [{ value: 'emergency', label: t('basis.emergency'), stands: { kind: 'emergency', by: me.person } }]
      : []),
  ];
}
