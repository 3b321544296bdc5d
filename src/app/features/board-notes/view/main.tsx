import '@vibe/core/tokens';
import './style.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.js';
import { followContext } from './monday.js';
import { applyTheme } from './theme.js';

const root = createRoot(document.getElementById('root')!);

followContext(({ boardId, theme }) => {
  applyTheme(theme);
  root.render(
    <StrictMode>
      <App key={boardId} boardId={boardId} />
    </StrictMode>,
  );
});
