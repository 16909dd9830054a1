import { useQuery } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { api, ask } from '#web/frame/api.ts';
import { asProblem } from '#web/frame/problem.ts';
import { useTexts } from '#web/frame/words.ts';

/** A kept file by its name; a tap opens it by a link that lasts some minutes. */
export function FileName({ id }: { id: string }) {
  const t = useTexts('records');
  const { message } = App.useApp();
  const file = useQuery({
    queryKey: ['files', id],
    queryFn: () => ask(() => api.GET('/api/files/{id}', { params: { path: { id } } })),
    staleTime: 600_000,
  });
  const open = async () => {
    try {
      const { url } = await ask(() => api.POST('/api/files/{id}/link', { params: { path: { id } } }));
      window.location.assign(url);
    } catch (error) {
      void message.error(asProblem(error).message);
    }
  };
  const name = file.data?.name ?? t('file');
  if (file.data?.withdrawnAt != null) return <del>{name}</del>;
  return (
    <Button type="link" size="small" onClick={() => void open()}>
      {name}
    </Button>
  );
}
