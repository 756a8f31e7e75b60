import { A, useNavigate, useSearchParams } from '@solidjs/router';
import { type Component, createEffect } from 'solid-js';
import type { MemberSelf } from '../../shared/protocol/dto.ts';
import { theSession } from '../kit/the-session.ts';
import { BrandSeal, Page, PhoneHeader } from '../ui/index.ts';
import { SignInForm } from './SignInForm.tsx';
import styles from './signin.module.css';
import { t } from './words.ts';

/** Where a member works: the board, the administration or the phone. */
const homeOf = ({ roles }: MemberSelf): string => {
  if (roles.includes('officer') || roles.includes('leader')) return '/board';
  return roles.includes('admin') ? '/admin' : '/field';
};

/** Only an address of our own is gone to after signing in. */
const ownPath = (next: unknown): string | null =>
  typeof next === 'string' && /^\/(?!\/)[\w\-/]*(\?[\w\-=&]*)?$/.test(next) ? next : null;

const SignIn: Component = () => {
  const navigate = useNavigate();
  const [search] = useSearchParams();
  const session = theSession();
  const enter = (member: MemberSelf): void =>
    navigate(ownPath(search['next']) ?? homeOf(member), { replace: true });
  createEffect(() => {
    const member = session.member();
    if (session.state() === 'signed_in' && member) enter(member);
  });
  return (
    <Page
      width="public"
      skipLabel={t().skip}
      header={
        <PhoneHeader
          heading={false}
          title={
            <>
              <BrandSeal size={28} />
              {t().brand}
            </>
          }
        />
      }
    >
      <header class={styles.title}>
        <h1>{t().title}</h1>
        <p>{t().lead}</p>
      </header>
      <SignInForm session={session} onDone={enter} />
      <p class={styles.note}>
        <A href="/">{t().residents}</A>
      </p>
    </Page>
  );
};

export default SignIn;
