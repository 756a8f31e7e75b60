import type { SignInTexts } from './zh.ts';

export const en: SignInTexts = {
  brand: 'Paidan',
  title: 'Staff sign-in',
  lead: 'For duty officers, grid workers, volunteers and departments.',
  username: 'User name',
  password: 'Password',
  signIn: 'Sign in',
  signingIn: 'Signing in',
  again: 'Please sign in again',
  revoked: 'This account was signed out elsewhere. Everything you wrote is kept; sign in and go on.',
  expired: 'Your session has ended. Everything you wrote is kept; sign in and go on.',
  changed: 'Your roles or areas have changed. Sign in again to go on.',
  updated:
    'Paidan has been updated; this page is of an earlier version and may show things wrongly. Finish what you are writing, then reload: what has not been sent yet is sent afterwards.',
  reload: 'Reload',
  residents: 'Residents need no account',
  skip: 'Skip to content',
  notices: 'Notices',
  close: 'Close',
  loading: 'Loading',
};
