import { Navigate, useLocation } from '@solidjs/router';
import { Match, onCleanup, type ParentComponent, Show, Switch } from 'solid-js';
import { PROTOCOL_VERSION } from '../../shared/protocol/limits.ts';
import type { Connection } from '../kit/connection.ts';
import { type Feedback, FeedbackContext } from '../kit/feedback.ts';
import type { Session } from '../kit/session.ts';
import { createStaff, StaffContext } from '../kit/staff.ts';
import { theSession } from '../kit/the-session.ts';
import { SignInForm } from '../signin/SignInForm.tsx';
import { t } from '../signin/words.ts';
import { Dialog, LiveRegions, makeAnnouncer, makeToaster, Skeleton, Toasts } from '../ui/index.ts';

/** Lets members in. When a session ends the page stays as it is behind a dialog, so that nothing typed is lost. */
const StaffGate: ParentComponent = (props) => {
  const location = useLocation();
  const session = theSession();
  return (
    <Switch fallback={<Skeleton shape="block" count={3} />}>
      <Match when={session.state() === 'signed_out'}>
        <Navigate href={`/signin?next=${encodeURIComponent(location.pathname + location.search)}`} />
      </Match>
      <Match when={session.member()?._id} keyed>
        {(memberId) => (
          <Workplace session={session} memberId={memberId}>
            {props.children}
          </Workplace>
        )}
      </Match>
    </Switch>
  );
};

const Workplace: ParentComponent<{ readonly session: Session; readonly memberId: string }> = (props) => {
  const { session, memberId } = props;
  const staff = createStaff({ session, memberId });
  const toaster = makeToaster();
  const announcer = makeAnnouncer();
  const feedback = {
    toast: toaster.show,
    dismiss: toaster.dismiss,
    announce: announcer.say,
  };
  createUpgradeNotice(staff.connection, feedback);
  return (
    <StaffContext.Provider value={staff}>
      <FeedbackContext.Provider value={feedback}>
        {props.children}
        <Toasts toaster={toaster} label={t().notices} closeLabel={t().close} />
        <LiveRegions announcer={announcer} />
        <Show when={session.state() === 'over' ? session.reason() : null}>
          {(reason) => (
            <Dialog open keepOpen onClose={() => undefined} title={t().again} closeLabel={t().close}>
              <p>{t()[reason()]}</p>
              <SignInForm session={session} username={session.member()?.username} onDone={() => undefined} />
            </Dialog>
          )}
        </Show>
      </FeedbackContext.Provider>
    </StaffContext.Provider>
  );
};

/**
 * A desk is left open for days: a server that speaks otherwise since its upgrade is met by a page of before (P68). It says so at
 * every greeting, beside the work and never in the way of who is typing.
 */
function createUpgradeNotice({ onHello }: Connection, { toast, dismiss }: Feedback): void {
  let shown: number | null = null;
  onCleanup(
    onHello(({ protocol }) => {
      if (shown !== null) dismiss(shown);
      shown =
        protocol === PROTOCOL_VERSION
          ? null
          : toast({
              text: t().updated,
              tone: 'ochre',
              duration: 0,
              action: { label: t().reload, onSelect: () => globalThis.location.reload() },
            });
    }),
  );
}

export default StaffGate;
