import './ui/tokens.css';
import './ui/base.css';
import { render } from 'solid-js/web';
import { startLanguage } from './kit/i18n.ts';
import { startZone } from './kit/zone.ts';
import { App } from './shell/App.tsx';
import { startAppearance } from './ui/theme.ts';

startAppearance();
startLanguage();
// Without an answer the zone of the last visit stands, or the browser's own.
startZone().catch(() => undefined);

const root = document.getElementById('root');
if (root) render(() => <App />, root);
