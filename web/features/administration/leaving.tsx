import { Alert } from 'antd';
import type { paths } from '#api/openapi';
import { useTexts } from '#web/frame/words.ts';

type Leaving = paths['/api/people/{id}/close/preview']['post']['responses'][200]['content']['application/json'];

/** Before anything is done: what passes to whom, and where nobody is left. */
export function LeavingPreview({ leaving: { passes, vacant }, name }: { leaving: Leaving; name: string }) {
  const t = useTexts('administration');
  return (
    <div className="admin-leaving">
      {passes.length === 0 ? (
        <p>{t('leaving.nothing', { name })}</p>
      ) : (
        <>
          <p>{t('leaving.passes', { name })}</p>
          <ul>
            {passes.map(({ to, displayName, owned, owed }) => (
              <li key={to}>
                <strong>{displayName}</strong> {t('leaving.counts', { owned, owed })}
              </li>
            ))}
          </ul>
        </>
      )}
      {vacant.map(({ post, orgName, displayName }) => (
        <Alert
          key={`${post} ${orgName}`}
          type="warning"
          showIcon
          title={t('leaving.vacant', { org: orgName, post: t(`post.${post}`) })}
          description={
            displayName === null
              ? t('leaving.nobodyCalled')
              : t('leaving.called', { name: displayName, post: t(`post.${post}`) })
          }
        />
      ))}
    </div>
  );
}
