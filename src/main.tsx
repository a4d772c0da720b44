import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/App.tsx';
import { start } from './app/start.ts';
import { startI18n } from './i18n/index.ts';
import { AppProvider } from './store/index.ts';
import './app/app.css';

startI18n();
const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');
const embed = new URLSearchParams(location.search).has('embed');
createRoot(root).render(
  <StrictMode>
    <AppProvider value={start(embed)}>
      <App embed={embed} />
    </AppProvider>
  </StrictMode>,
);
