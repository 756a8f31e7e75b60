import './ui/tokens.css';
import './ui/base.css';
import { render } from 'solid-js/web';
import { startLanguage } from './kit/i18n.ts';
import { App } from './shell/App.tsx';
import { startAppearance } from './ui/theme.ts';

startAppearance();
startLanguage();

const root = document.getElementById('root');
if (root) render(() => <App />, root);
