import { type ParentComponent, Show } from 'solid-js';
import { useStaff } from '../../kit/staff.ts';
import { Banner, Button, EmptyState, Skeleton } from '../../ui/index.ts';
import { useField } from '../model/field.ts';
import { t } from '../words.ts';

/** A list that is being read, could not be read, or is there. */
export const ListState: ParentComponent<{ readonly ready: boolean }> = (props) => {
  const staff = useStaff();
  const field = useField();
  const again = (
    <Button size="field" icon="refresh" onClick={() => void field.reload()}>
      {t().reload}
    </Button>
  );
  return (
    <>
      <Show when={props.ready && field.problem()}>
        {(problem) => <Banner icon="alert" title={problem()} action={again} />}
      </Show>
      <Show
        when={props.ready}
        fallback={
          <Show
            when={field.problem() ?? (staff.connection.link().state === 'offline' ? t().neverRead : null)}
            fallback={<Skeleton shape="slip" count={3} />}
          >
            {(problem) => <EmptyState tone="error" icon="offline" title={problem()} action={again} />}
          </Show>
        }
      >
        {props.children}
      </Show>
    </>
  );
};
