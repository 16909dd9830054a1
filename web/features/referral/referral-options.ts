import { useQuery } from '@tanstack/react-query';
import type { paths } from '#api/openapi';
import { api, ask } from '#web/frame/api.ts';
import { useTexts } from '#web/frame/words.ts';
import type { Option } from '#web/parts/act-field.tsx';
import type { ReferralView } from './referral.tsx';

type Identity = paths['/api/students/{id}/identity']['post']['responses'][200]['content']['application/json'];

const NAMES_GUARDIANS = new Set(['giveConsent', 'guardianDeclines', 'tellGuardianAfterEmergency']);
const NAMES_HOSPITALS = new Set(['referOnward', 'giveConsent']);

/** What the fields of an act on this referral choose from. Guardians are opened under the reason of the duty: the audit has it. */
export function useReferralOptions(view: ReferralView, act: string): Readonly<Record<string, readonly Option[]>> {
  const t = useTexts('referral');
  const student = view.student?.id ?? null;
  const hospitals = useQuery({
    enabled: NAMES_HOSPITALS.has(act),
    staleTime: 600_000,
    queryKey: ['organisations', 'hospital'],
    queryFn: () => ask(() => api.GET('/api/organisations', { params: { query: { kind: 'hospital', limit: '200' } } })),
  });
  const identity = useQuery({
    enabled: student !== null && NAMES_GUARDIANS.has(act),
    staleTime: 600_000,
    queryKey: ['identity', student, 'duty'],
    queryFn: (): Promise<Identity> =>
      ask(() =>
        api.POST('/api/students/{id}/identity', { params: { path: { id: student ?? '' } }, body: { reason: 'duty' } }),
      ),
  });
  const guardians = (identity.data?.guardians ?? []).map(({ id, name, relation, danger }) => ({
    value: id,
    label: `${name ?? ''} · ${t(`relation.${relation}`, { defaultValue: relation })}${danger ? ` · ${t('danger')}` : ''}`,
  }));
  const named = hospitals.data?.items.map(({ code, name }) => ({ value: code, label: name })) ?? [];
  return { guardian: guardians, hospital: named, hospitals: named };
}
