import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import type { paths } from '#api/openapi';
import type { Role } from '#domain/role';
import { roleWords } from '#domain/timeline/people';
import { api, ask } from './api.ts';
import { clockText, dayText } from './dates.ts';
import { useSay, useTexts } from './words.ts';

type OfficeNotice =
  paths['/api/office-notices']['get']['responses'][200]['content']['application/json']['items'][number];

/** Appointments that one is told of and has not read. */
export function useOfficeNotices(): { readonly items: readonly OfficeNotice[]; readonly error: Error | null } {
  const { data, error } = useQuery({
    queryKey: ['notices', 'offices'],
    queryFn: () => ask(() => api.GET('/api/office-notices')),
    refetchInterval: 300_000,
  });
  return { items: data?.items ?? [], error };
}

export function OfficeLine({ notice, onOpened }: { notice: OfficeNotice; onOpened: () => void }) {
  const t = useTexts('frame');
  const say = useSay();
  const queries = useQueryClient();
  const { id, reason, role, orgName, since, createdAt } = notice;
  const read = async () => {
    const params = { path: { id } };
    await ask(() => api.POST('/api/office-notices/{id}/read', { params })).catch(() => undefined);
    await queries.invalidateQueries({ queryKey: ['notices'] });
  };
  // Roles of the API are the domain's.
  const words = { role: say(roleWords[role as Role]), place: orgName, day: dayText(since) };
  return (
    <li>
      <Link to="/" onClick={onOpened}>
        {t(`notices.office.${reason}`, words)}
      </Link>
      <span className="quiet">{clockText(createdAt)}</span>
      <Button size="small" onClick={() => void read()}>
        {t('notices.read')}
      </Button>
    </li>
  );
}
