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
    'This page is older than the server. Finish what you are writing, then reload; unsent work is kept.',
  reload: 'Reload',
  residents: 'Residents need no account',
  skip: 'Skip to content',
  notices: 'Notices',
  close: 'Close',
  loading: 'Loading',
};
